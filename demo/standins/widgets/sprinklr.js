/**
 * A stand-in for Sprinklr's Live Chat: `window.sprChat(name, ...)`. The page's stub queues in `sprChat.q` what is
 * called before. What it tells its subscribers stands now under `response`, now beside it, as in its documentation.
 */

import { createChat, createEvents, later, options } from "./chat.js";
import { createPanel } from "./panel.js";

await later(options.loadDelayMs);

const panel = createPanel({
  id: "spr-live-chat-app",
  label: "Sprinklr (stand-in)",
  accent: "#3a3f9e",
  greeting: "Welcome! Write to us.",
  onSend: async (text) => (await send(text)) || panel.draft(text),
  onClose: () => close(),
});
const topics = createEvents(
  "availabilityChanged",
  "unreadCountChanged",
  "externalEventTriggered",
  "loadCompleted",
  "eventTriggered",
  "openNewConversation",
  "sendExternalEvent",
);
const isVisible = options.availability !== "UNAVAILABLE";
let isOpen = false;
let told = 0;
/** Of a conversation that has no message of the customer's yet, and so is no case. */
let begun = {};

const chat = createChat({
  slug: "sprinklr",
  onChat: (messages) => panel.render(messages),
  onStart: (id) => event("NEW_CONVERSATION_CREATED", id),
  onEnd: (id) => event("CONVERSATION_CLOSED", id),
});

function tell(topic, said, request) {
  const nested = options.envelope ? options.envelope === "response" : told++ % 2 === 0;
  topics.tell(topic, { ...(request !== undefined && { request }), ...(nested ? { response: said } : said) });
}

const event = (eventType, conversationId = chat.id) =>
  topics.tell("eventTriggered", { response: { data: { eventType, additional: { conversationId } } } });

const send = (text) => {
  const first = begun;
  begun = {};
  return chat.say({ ...first, body: text });
};

function open() {
  if (isOpen || !isVisible || options.inert) return;
  isOpen = true;
  panel.show();
  event("CONVERSATION_WINDOW_OPENED");
}

function close() {
  if (!isOpen) return;
  isOpen = false;
  panel.hide();
  event("CONVERSATION_WINDOW_CLOSED");
}

async function openNewConversation(payload = {}) {
  if (options.limitReached || (options.onePerUser && chat.id)) {
    return tell("openNewConversation", { error: "LIMIT_REACHED" }, payload);
  }
  const { initialMessages = [], autoInitiateConversation, conversationContext } = payload;
  const messages = initialMessages.map((one) => ({ from: one.isSentByUser ? "customer" : "agent", body: one.message ?? one }));
  chat.leave();
  open();
  begun = { messages, context: conversationContext };
  panel.render(messages);
  if (!autoInitiateConversation) return;
  const made = await chat.say(begun);
  begun = {};
  if (made) tell("openNewConversation", { data: { conversationId: made.id } }, payload);
}

async function openExistingConversation(id) {
  if (id) await chat.enter(String(id));
  if (!chat.id) return; // there is none to show
  open();
  event("EXISTING_CONVERSATION_OPENED");
}

function subscribe({ topic, subscriber }) {
  topics.on(topic, subscriber);
  if (!loaded) return;
  // Who comes late is told how things stand.
  if (topic === "loadCompleted") setTimeout(subscriber, 0, { response: {} });
  if (topic === "availabilityChanged") setTimeout(subscriber, 0, { response: { data: { isChatVisible: isVisible } } });
}

const methods = {
  open,
  close,
  openNewConversation: (payload) => void openNewConversation(payload),
  openExistingConversation: (id) => void openExistingConversation(id),
  updateConversationContext: ({ context }) => void (chat.id && chat.say({ context })),
  updateClientContext: () => undefined,
  sendExternalEvent: (payload) => tell("sendExternalEvent", { data: { type: "MSG_PUBLISHED" } }, payload),
  subscribeToUpdate: subscribe,
};

let loaded = false;
const queued = window.sprChat?.q ?? [];
window.sprChat = (name, ...rest) => {
  if (options.loadFails && name !== "subscribeToUpdate") return;
  if (!(name in methods)) return console.warn(`sprChat (stand-in): there is no "${name}".`);
  return methods[name](...rest);
};
panel.render([]);
for (const each of queued) window.sprChat(...each);
loaded = !options.loadFails;
topics.tell("loadCompleted", { response: loaded ? {} : { error: "WIDGET_LOAD_FAILED" } });
if (loaded) topics.tell("availabilityChanged", { response: { data: { isChatVisible: isVisible } } });
