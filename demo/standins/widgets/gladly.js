/**
 * A stand-in for Gladly's chat: `window.Gladly`, a stub with `init` alone until the widget has started.
 * It starts by itself where the page has set `window.gladlyConfig`, else when the page calls `Gladly.init({appId})`.
 */

import { createChat, createEvents, later, options } from "./chat.js";
import { createPanel, kept } from "./panel.js";

const USER = "stand-in-gladly-user";

await later(options.loadDelayMs);

const panel = createPanel({
  id: "gladly-stand-in",
  label: "Gladly (stand-in)",
  accent: "#00704a",
  greeting: "Hi! What can we do for you?",
  onSend: async (text) => (await send(text)) || panel.draft(text),
  onClose: () => close(),
});
const events = createEvents(
  "availability:change",
  "campaign:triggered",
  "conversation:started",
  "conversation:ended",
  "message:sent",
  "sidekick:opened",
  "sidekick:closed",
);
let shown = false;

const chat = createChat({
  slug: "gladly",
  onChat: (messages) => panel.render(messages),
  onStart: () => events.tell("conversation:started"),
  onEnd: () => events.tell("conversation:ended"),
});
const user = () => JSON.parse(kept.get(USER) || "{}");

async function send(text) {
  const said = await chat.say({ body: text, ...user() });
  if (said) events.tell("message:sent");
  return said;
}

function show() {
  if (shown || options.inert) return;
  shown = true;
  panel.show();
  events.tell("sidekick:opened");
}

function close() {
  if (!shown) return;
  shown = false;
  panel.hide();
  events.tell("sidekick:closed");
}

const methods = {
  show,
  close,
  on: events.on,
  getAvailability: () => options.availability ?? "AVAILABLE",
  clearUser: () => later(30).then(() => (kept.set(USER, ""), chat.leave())),
  /** The one who is known stays so until clearUser. */
  setUser: ({ name = "", email = "" }) => void (kept.get(USER) || kept.set(USER, JSON.stringify({ name, email }))),
  startConversation: show,
  navigate: () => undefined,
  applyCampaign: () => undefined,
};

const stub = (window.Gladly ??= {});
let started;
stub.init = () => (started ??= later(50).then(() => void Object.assign(stub, methods)));
panel.render([]);
if (window.gladlyConfig?.appId || stub.q?.length) stub.init();
