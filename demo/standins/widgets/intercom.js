/**
 * A stand-in for Intercom's Messenger: `window.Intercom` with the documented calls, talking to the stand-in platform.
 * Boots from `window.intercomSettings`, as the real one does from the merchant's snippet.
 */

import { call, createPanel, kept } from "./panel.js";

const API = new URL("../widget/intercom/", import.meta.url);
const POLL_EVERY = 1_000;

const visitorId = kept.get("stand-in-intercom-visitor") || crypto.randomUUID();
kept.set("stand-in-intercom-visitor", visitorId);

const panel = createPanel({
  id: "intercom-stand-in",
  label: "Intercom (stand-in)",
  accent: "#1f4ed8",
  greeting: "Ask us anything. We usually answer in a few minutes.",
  onSend: (text) => void send(text),
  onClose: () => hide(),
});
const listeners = { ready: [], onShow: [], onHide: [] };
let booted = false;
let shown = false;
let conversationId = "";

const who = () => {
  const { user_id = "", email = "" } = window.intercomSettings ?? {};
  return { visitor_id: visitorId, ...(user_id && { user_id }), ...(email && { email }) };
};
const url = (path) => new URL(`${path}?${new URLSearchParams(who())}`, API);
const tell = (name) => listeners[name].forEach((listener) => setTimeout(listener));

async function boot() {
  if (booted) return console.warn("Intercom (stand-in): booted already, this call does nothing.");
  await call(new URL("ping", API), who());
  booted = true;
  window.Intercom.booted = true;
  tell("ready");
}

function show() {
  panel.show();
  if (shown) return;
  shown = true;
  tell("onShow");
}

function hide() {
  panel.hide();
  if (!shown) return;
  shown = false;
  tell("onHide");
}

async function showLatest() {
  show();
  const answer = await call(url("conversations"));
  conversationId = answer?.conversations[0]?.id ?? "";
  panel.render(answer?.conversations[0]?.messages ?? []);
}

async function showConversation(id) {
  conversationId = String(id);
  panel.render([]);
  show();
  await refresh();
}

function showNewMessage(text = "") {
  conversationId = "";
  panel.render([]);
  panel.draft(text);
  show();
}

async function send(text) {
  const path = conversationId ? `conversations/${conversationId}/reply` : "conversations";
  const conversation = await call(new URL(path, API), { ...who(), body: text });
  if (!conversation) return panel.draft(text);
  conversationId = conversation.id;
  panel.render(conversation.messages);
}

async function refresh() {
  if (!shown || !conversationId) return;
  const asked = conversationId;
  const conversation = await call(url(`conversations/${asked}`));
  if (!conversation) console.warn(`Intercom (stand-in): this visitor has no conversation ${asked}.`);
  else if (asked === conversationId) panel.render(conversation.messages);
}

const methods = {
  boot,
  shutdown: () => ((booted = false), hide()),
  update: () => void call(new URL("ping", API), who()),
  ready: (callback) => (booted ? setTimeout(callback) : listeners.ready.push(callback)),
  show: () => void showLatest(),
  showMessages: () => void showLatest(),
  showConversation: (id) => void showConversation(id),
  showNewMessage,
  startConversation: (text) => (showNewMessage(), void send(text)),
  hide,
  onShow: (callback) => listeners.onShow.push(callback),
  onHide: (callback) => listeners.onHide.push(callback),
  getVisitorId: () => visitorId,
  whoami: () => ({ visitorId }),
};

const queued = window.Intercom?.q ?? [];
window.Intercom = (name, ...rest) => {
  if (!(name in methods)) return console.warn(`Intercom (stand-in): there is no method "${name}".`);
  return methods[name](...rest);
};
panel.render([]);
setInterval(refresh, POLL_EVERY);
if (window.intercomSettings) void boot();
for (const each of queued) window.Intercom(...each);
