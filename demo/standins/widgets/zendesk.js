/**
 * A stand-in for Zendesk's Messaging widget: `window.zE` with the documented calls, talking to the stand-in platform.
 * Fields and tags take effect with the customer's next message, and stay set.
 */

import { createChat, createEvents, later, options } from "./chat.js";
import { createPanel } from "./panel.js";

const MOST_METADATA = 4_096;
const FIELD = "zen:ticket_field:";

await later(options.loadDelayMs);

const panel = createPanel({
  id: "zendesk-stand-in",
  label: "Zendesk (stand-in)",
  accent: "#03535c",
  greeting: "Write to us: the first message begins the chat.",
  onSend: async (text) => (await say(text)) || panel.draft(text),
  onClose: () => close(),
});
const events = createEvents(
  "open",
  "close",
  "unreadMessages",
  "conversationStarted",
  "conversationOpened",
  "conversationWithAgentRequested",
  "conversationAgentAssigned",
  "messagesShown",
);
const facts = (id) => ({ conversation: { id } });
let visible = true;
let opened = false;
let assigned = "";
let fields = [];
let tags = [];

const chat = createChat({
  slug: "zendesk",
  onStart: (id) => events.tell("conversationStarted", facts(id)),
  onChat(messages) {
    panel.render(messages);
    if (assigned === chat.id || !messages.some(({ from }) => from === "agent")) return;
    assigned = chat.id;
    events.tell("conversationAgentAssigned", facts(chat.id));
  },
});

const say = (text, metadata = {}) => {
  const own = Object.entries(metadata).filter(([name]) => name.startsWith(FIELD));
  const added = String(metadata["zen:ticket:tags"] ?? "").split(",").map((tag) => tag.trim()).filter(Boolean);
  return chat.say({
    body: text,
    fields: [...fields, ...own.map(([name, value]) => ({ id: name.slice(FIELD.length), value }))],
    tags: [...tags, ...added],
  });
};

function place() {
  if (visible && opened && !options.inert) panel.show();
  else panel.hide();
}

function open() {
  const before = opened;
  opened = true;
  place();
  if (before || options.inert) return;
  events.tell("open");
  if (chat.id) events.tell("conversationOpened", facts(chat.id));
}

function close() {
  const before = opened;
  opened = false;
  place();
  if (before) events.tell("close");
}

const refusal = (reason, message) => ({ type: "messenger", reason, message });

/** Only where the merchant has switched several conversations on. */
async function newConversation({ metadata = {}, message } = {}, done = () => {}) {
  if (!options.multiConversation) return done(refusal("multi_conversation_disabled", "Multi-conversations are not enabled"));
  const all = { ...metadata, ...message?.metadata };
  if (new TextEncoder().encode(JSON.stringify(all)).length > MOST_METADATA) return done(refusal("bad_request", "metadata is too big"));
  chat.leave();
  if (!message) return done(undefined, facts(crypto.randomUUID()).conversation);
  const begun = await say(message.content.text, all);
  if (begun) done(undefined, facts(begun.id).conversation);
  else done(refusal("request_failed", "The conversation could not be created"));
}

async function sendMessage({ content, metadata = {} }, conversationId, done = () => {}) {
  if (conversationId && conversationId !== chat.id) await chat.enter(conversationId);
  if (await say(content.text, metadata)) done(undefined, facts(chat.id).conversation);
  else done(refusal("request_failed", "The message could not be sent"));
}

const methods = {
  "messenger open": open,
  "messenger close": close,
  "messenger show": () => ((visible = true), place()),
  "messenger hide": () => ((visible = false), place()),
  "messenger newConversation": (...given) => void newConversation(...given),
  "messenger sendMessage": (...given) => void sendMessage(...given),
  "messenger loginUser": (callback) => callback(() => undefined),
  "messenger:ui newConversation": () => (chat.leave(), open()),
  "messenger:ui navigation": ({ options: where } = {}) => (where?.conversationId && void chat.enter(where.conversationId), open()),
  "messenger:set conversationFields": (given, callback) => ((fields = given), callback && setTimeout(callback)),
  "messenger:set conversationTags": (given, callback) => ((tags = given), callback && setTimeout(callback)),
  "messenger:set locale": () => undefined,
};

const queued = window.zE?.q ?? [];
window.zE = (group, name, ...rest) => {
  if (group === "messenger:on" && events.has(name)) return events.on(name, ...rest);
  const method = methods[`${group} ${name}`];
  if (!method) return console.warn(`zE (stand-in): there is no "${group}" "${name}".`);
  return method(...rest);
};
panel.render([]);
for (const each of queued) window.zE(...each);
