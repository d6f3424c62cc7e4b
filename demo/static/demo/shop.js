/** The shop's page: the chat with its AI agent, and the support chat when there is a handoff. */

import "./inbox.js";
import { ask, byId, make } from "./http.js";

const API = document.body.dataset.api;
const LOOK_EVERY = 1_500;
const KEPT = "demo-conversation";
const WIDGETS = { intercom: "/stand-in/widgets/intercom.js", zendesk: "/stand-in/widgets/zendesk.js" };

let agents = [];
let conversation;
let busy = false;
let token = ""; // of the handoff whose chat this page has opened
let opened = false;
let supportChat;
const test = testAsked();

// The conversation

function show(state) {
  if (!state) {
    byId("lines").querySelectorAll(".passing").forEach((line) => line.remove());
    return note("The shop's server does not answer. Is it running?");
  }
  if (conversation && state.id !== conversation.id) byId("lines").replaceChildren();
  conversation = state;
  sessionStorage.setItem(KEPT, state.id);
  const lines = byId("lines");
  lines.querySelectorAll(".note.passing").forEach((line) => line.remove());
  lines.querySelector(".passing")?.classList.remove("passing"); // what was said is the next line of the conversation
  for (const line of state.lines.slice(lines.children.length)) lines.append(bubble(line.who, line.text));
  showOffer(Boolean(state.offer));
  byId("chips").lastElementChild.classList.toggle("pointed", state.exit_hint && !state.handoff);
  showHandoff(state.handoff);
  lines.scrollTop = lines.scrollHeight; // last: what appears below makes the room smaller
}

/** The focus of who answered by button does not vanish with the buttons. */
function showOffer(offered) {
  const offer = byId("offer");
  if (!offered && offer.contains(document.activeElement)) byId("words").focus();
  offer.hidden = !offered;
}

const SPEAKERS = { customer: "You: ", agent: "AI agent: ", note: "" };
const bubble = (who, text) => make("p", { className: who }, make("span", { className: "away", textContent: SPEAKERS[who] }), text);
const note = (text) => byId("lines").append(make("p", { className: "note passing", textContent: text }));

async function say(text) {
  if (busy || !text.trim()) return;
  const words = text.trim();
  const line = bubble("customer", words);
  line.classList.add("passing");
  byId("lines").querySelectorAll(".note.passing").forEach((note) => note.remove());
  byId("lines").append(line);
  line.scrollIntoView({ block: "nearest" });
  await change("messages/", { text: words });
}

async function change(path, body = {}) {
  if (busy || !conversation) return;
  busy = true;
  const typing = setTimeout(() => note("The AI agent is typing…"), 400);
  const state = await ask(`/chat/${conversation.id}/${path}`, body);
  clearTimeout(typing);
  busy = false;
  show(state);
}

async function begin(agent) {
  supportChat?.close();
  token = "";
  conversation = undefined;
  byId("lines").replaceChildren();
  show(await ask("/chat/", { agent }));
}

// The handoff

function showHandoff(handoff) {
  const banner = byId("banner");
  banner.hidden = !handoff;
  if (!handoff) return;
  const isOpen = handoff.chat_status === "opened" || opened;
  const text = isOpen ? `You are talking with our support team. Reference ${handoff.ref}.` : "Opening the chat with our support team…";
  if (banner.textContent !== text) banner.textContent = text;
  if (handoff.token !== token) void openSupportChat(handoff);
}

async function openSupportChat(handoff) {
  token = handoff.token;
  opened = false;
  const notOpened = ({ reason }) => void change(reason === "expired" ? "renew/" : "not-opened/");
  try {
    const { openChat } = await import(`${API}/storefront/v1/handoff.js`);
    supportChat = openChat(handoff.token, {
      provider: handoff.provider,
      onOpened: () => ((opened = true), void look()),
      onFailed: notOpened,
      onClosed: () => void look(),
    });
  } catch {
    notOpened({});
  }
}

async function look() {
  if (!conversation || busy) return;
  const { id } = conversation;
  const state = await ask(`/chat/${id}/`);
  if (state && !busy && conversation?.id === id) show(state);
}

/** Like a merchant's page: the platform's widget is there from the start, chosen by what the Brand has set. */
function loadWidget(provider) {
  if (!WIDGETS[provider]) return;
  window.intercomSettings = { app_id: "northwind", hide_default_launcher: true, ...test?.customer };
  document.head.append(make("script", { type: "module", src: WIDGETS[provider] }));
}

/** "Test the handoff" in the admin leads here: the customer whom it names is logged in, and handoff.js opens the chat. */
function testAsked() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  if (!parameters.has("handoff-test")) return undefined;
  const customer = { user_id: parameters.get("id") ?? "", email: parameters.get("email") ?? "" };
  return { customer, start: () => import(`${API}/storefront/v1/handoff.js`) };
}

// The page

async function start() {
  const answer = await ask("/chat/agents/");
  if (!answer) return note("Handoff does not answer, or refuses the demo's key. Is it running?");
  agents = answer.agents;
  byId("agent").replaceChildren(...agents.map(({ id, name }) => make("option", { value: id, textContent: name })));
  loadWidget(agents[0]?.provider);
  test?.start().catch(() => note("Handoff's script could not be loaded."));
  const kept = sessionStorage.getItem(KEPT);
  const before = kept ? await ask(`/chat/${encodeURIComponent(kept)}/`) : undefined;
  const firstChoice = agents.find(({ name }) => name === "Shop assistant") ?? agents[0];
  if (before && agents.some(({ id }) => id === before.agent)) {
    byId("agent").value = before.agent;
    return show(before);
  }
  if (!firstChoice) return note("This Brand has no Agent yet.");
  byId("agent").value = firstChoice.id;
  await begin(firstChoice.id);
}

byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = byId("words");
  if (busy) return;
  void say(words.value);
  words.value = "";
});
byId("chips").addEventListener("click", (event) => event.target.matches("button") && void say(event.target.textContent));
byId("yes").addEventListener("click", () => void change("accept/"));
byId("no").addEventListener("click", () => void change("decline/"));
byId("agent").addEventListener("change", (event) => void begin(event.target.value));
setInterval(() => conversation?.handoff && void look(), LOOK_EVERY);
void start();
