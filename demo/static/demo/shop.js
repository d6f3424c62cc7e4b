/** The shop's page: the chat with its AI agent, and the support chat when there is a handoff. */

import "./inbox.js";
import { ask, byId, make } from "./http.js";
import { showPlatform } from "./platform.js";
import { createSupport } from "./support.js";
import { loadWidget } from "./widgets.js";

const LOOK_EVERY = 1_500;
const KEPT = "demo-conversation";
const PLACEHOLDERS = { "": "Type a message", email: "Your e-mail address" };

let agents = [];
let conversation;
let busy = false;
const test = testAsked();
const support = createSupport({
  changed: () => void look(),
  failed: ({ reason }) => ((untold = reason === "expired" ? "renew/" : "not-opened/"), void tell()),
});
let untold = ""; // what became of the chat, which the shop's server does not know yet

// The conversation

function show(state) {
  if (!state) {
    byId("lines").querySelectorAll(".passing").forEach((line) => line.remove());
    return note("The shop's server does not answer. Is it running?");
  }
  if (conversation && state.id !== conversation.id) byId("lines").replaceChildren();
  const before = conversation;
  conversation = state;
  sessionStorage.setItem(KEPT, state.id);
  const lines = byId("lines");
  lines.querySelectorAll(".note.passing").forEach((line) => line.remove());
  lines.querySelector(".passing")?.classList.remove("passing"); // what was said is the next line of the conversation
  for (const line of state.lines.slice(lines.children.length)) lines.append(bubble(line.who, line.text));
  showOffer(state.offer, before?.offer);
  byId("words").placeholder = PLACEHOLDERS[state.asks];
  byId("chips").lastElementChild.classList.toggle("pointed", state.exit_hint && !state.handoff);
  showHandoff(state.handoff);
  lines.scrollTop = lines.scrollHeight; // last: what appears below makes the room smaller
}

/** The focus of who answered by button does not vanish with the buttons. */
function showOffer(now, before) {
  const offer = byId("offer");
  if (!now && offer.contains(document.activeElement)) byId("words").focus();
  offer.hidden = !now;
  if (now && !before) support.offered(now.decision);
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
  return state;
}

/** At the next look, where the page is busy or its server did not answer. */
async function tell() {
  if (busy || !conversation || !untold) return;
  const path = untold;
  if (await change(path)) untold = untold === path ? "" : untold;
}

async function begin(agent) {
  void support.leave();
  conversation = undefined;
  untold = "";
  byId("lines").replaceChildren();
  show(await ask("/chat/", { agent }));
}

function showHandoff(handoff) {
  const banner = byId("banner");
  banner.hidden = !handoff;
  support.follow(handoff);
  if (!handoff) return;
  const isOpen = support.isOpen(handoff);
  const text = isOpen ? `You are talking with our support team. Reference ${handoff.ref}.` : "Opening the chat with our support team…";
  if (banner.textContent !== text) banner.textContent = text;
}

async function look() {
  if (!conversation || busy) return;
  if (untold) return void tell();
  const { id } = conversation;
  const state = await ask(`/chat/${id}/`);
  if (state && !busy && conversation?.id === id) show(state);
}

/** "Test the handoff" in the admin leads here: the customer whom it names is logged in, and handoff.js opens the chat. */
function testAsked() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  if (!parameters.has("handoff-test")) return undefined;
  return { user_id: parameters.get("id") ?? "", email: parameters.get("email") ?? "" };
}

// The page

async function start() {
  const answer = await ask("/chat/agents/");
  if (!answer) return note("Handoff does not answer, or refuses the demo's key. Is it running?");
  agents = answer.agents;
  byId("agent").replaceChildren(...agents.map(({ id, name }) => make("option", { value: id, textContent: name })));
  const platform = agents[0]?.provider ?? "";
  showPlatform(platform, leave, () => note("The platform can be switched only where the demo runs the product."));
  loadWidget(platform, test);
  support.load(platform).catch(() => note("Handoff's script could not be loaded."));
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

/** For another platform, with a conversation of its own. */
async function leave() {
  conversation = undefined;
  sessionStorage.removeItem(KEPT);
  await support.leave();
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
