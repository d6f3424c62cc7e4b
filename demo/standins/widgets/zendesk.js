/**
 * A stand-in for Zendesk's Messaging widget: `window.zE` with the documented calls, talking to the stand-in platform.
 * Fields and tags take effect with the customer's next message, and stay set.
 */

import { call, createPanel, kept } from "./panel.js";

const API = new URL("../widget/zendesk/", import.meta.url);
const POLL_EVERY = 1_000;

const panel = createPanel({
  id: "zendesk-stand-in",
  label: "Zendesk (stand-in)",
  accent: "#03535c",
  greeting: "Write to us: the first message begins the chat.",
  onSend: (text) => void send(text),
  onClose: () => close(),
});
const listeners = { open: [], close: [], unreadMessages: [], conversationStarted: [], conversationOpened: [] };
let visible = true;
let opened = false;
let chatId = kept.get("stand-in-zendesk-chat");
let fields = [];
let tags = [];

const tell = (name, ...facts) => listeners[name].forEach((listener) => setTimeout(listener, 0, ...facts));

function place() {
  if (visible && opened) panel.show();
  else panel.hide();
}

function open() {
  const before = opened;
  opened = true;
  place();
  void refresh();
  if (!before) tell("open");
}

function close() {
  const before = opened;
  opened = false;
  place();
  if (before) tell("close");
}

async function send(text) {
  const path = chatId ? `chats/${chatId}/messages` : "chats";
  const chat = await call(new URL(path, API), { body: text, fields, tags });
  if (!chat) return panel.draft(text);
  if (!chatId) tell("conversationStarted", { conversation: { id: chat.id } });
  chatId = chat.id;
  kept.set("stand-in-zendesk-chat", chatId);
  panel.render(chat.messages);
}

async function refresh() {
  if (!opened || !chatId) return;
  const chat = await call(new URL(`chats/${chatId}`, API));
  if (chat) return panel.render(chat.messages);
  chatId = ""; // the stand-in was started anew and has forgotten it
  panel.render([]);
}

const methods = {
  "messenger open": open,
  "messenger close": close,
  "messenger show": () => ((visible = true), place()),
  "messenger hide": () => ((visible = false), place()),
  "messenger:set conversationFields": (given, callback) => ((fields = given), callback && setTimeout(callback)),
  "messenger:set conversationTags": (given) => (tags = given),
  "messenger:set locale": () => undefined,
  "messenger:on *": (name, callback) => listeners[name]?.push(callback),
};

const queued = window.zE?.q ?? [];
window.zE = (group, name, ...rest) => {
  if (group === "messenger:on" && name in listeners) return methods["messenger:on *"](name, ...rest);
  const method = methods[`${group} ${name}`];
  if (!method) return console.warn(`zE (stand-in): there is no "${group}" "${name}".`);
  return method(...rest);
};
panel.render([]);
setInterval(refresh, POLL_EVERY);
for (const each of queued) window.zE(...each);
