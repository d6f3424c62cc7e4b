/**
 * A stand-in for Gorgias' chat: `window.GorgiasChat`, whose methods throw until `init()` is done.
 * A chat that the merchant has switched off leaves `window.GorgiasBridge` alone on the page.
 */

import { createChat, createEvents, later, options } from "./chat.js";
import { createPanel, kept } from "./panel.js";

const EMAIL = "stand-in-gorgias-email";

await later(options.loadDelayMs);

const panel = createPanel({
  id: "gorgias-chat-container",
  label: "Gorgias (stand-in)",
  accent: "#8a2346",
  greeting: "How can we help?",
  onSend: async (text) => (await say(text)) || panel.draft(text),
  onClose: () => methods.close(),
});
const events = createEvents("ready", "widget:opened", "widget:closed", "message:received", "typing:start");
let isOpen = false;
let answers = 0;
let held = [];

const chat = createChat({
  slug: "gorgias",
  onChat(messages) {
    panel.render(messages);
    const now = messages.filter(({ from }) => from === "agent").length;
    if (now > answers) events.tell("message:received");
    answers = now;
  },
});

const email = () => kept.get(EMAIL);
const say = (text) => chat.say({ body: text, ...(email() && { email: email() }) });

function toggle(open) {
  if (isOpen === open) return;
  isOpen = open;
  if (open && !options.inert) panel.show();
  else panel.hide();
  if (!options.inert) events.tell(open ? "widget:opened" : "widget:closed");
}

const methods = {
  open: () => toggle(true),
  close: () => toggle(false),
  isOpen: () => isOpen && !options.inert,
  isBusinessHours: () => options.availability !== "UNAVAILABLE",
  on: events.on,
  /** As the shopper, at once; where an e-mail address is asked for first, it waits for one, and says nothing of it. */
  sendMessage(text) {
    if (options.emailGate && !email()) held.push(text);
    else void say(text);
  },
  captureUserEmail(address) {
    kept.set(EMAIL, address);
    for (const text of held.splice(0)) void say(text);
  },
};

let ready;
const init = () => (ready ??= later(50).then(() => (Object.assign(window.GorgiasChat, methods), events.tell("ready"), window.GorgiasChat)));
const early = (name) => () => {
  throw new Error(`GorgiasChat (stand-in): ${name}() before init().`);
};

window.GorgiasBridge = {};
panel.render([]);
if (!options.chatDisabled) {
  window.GorgiasChat = { ...Object.fromEntries(Object.keys(methods).map((name) => [name, early(name)])), init };
  window.dispatchEvent(new Event("gorgias-widget-loaded"));
}
