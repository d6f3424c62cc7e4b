/**
 * Sprinklr Live Chat. Calls and topics: https://dev.sprinklr.com/open-a-new-or-existing-conversation and
 * https://dev.sprinklr.com/subscribe-to-live-chat-updates
 *
 * @typedef {{conversationId?: string, error?: any, eventType?: string, isChatVisible?: boolean}} Told
 */

import { Failure } from "../sdk/failures.js";
import { createSight } from "../sdk/sight.js";
import { createRule } from "../sdk/styles.js";
import { within } from "../sdk/timing.js";

const LOADED_WITHIN = 3_000;
const ANSWER_WITHIN = 4_000;
const EXISTING_WITHIN = 2_000;
const launcherHidden = createRule("#spr-chat__trigger-button { display: none !important; }");
const SHOWN = ["CONVERSATION_WINDOW_OPENED", "EXISTING_CONVERSATION_OPENED"];
const sight = createSight();

/** When the topics were subscribed to; the loading stub keeps calls for the real widget. */
let since = 0;
let loaded = false;
let broken = false;
/** @type {boolean | undefined} */
let chatVisible;
/** @type {(told: Told) => void} */
let answered = () => {};

/** @param {string} topic @param {(told: Told) => void} subscriber */
const subscribe = (topic, subscriber) => sprChat("subscribeToUpdate", { topic, subscriber: (told) => subscriber(flat(told)) });

/** The documentation's examples disagree on where data and error stand. @param {any} told @returns {Told} */
function flat(told) {
  const answer = { ...told, ...told?.response };
  return { ...answer, ...answer.data };
}

export default /** @satisfies {import("../sdk/widgets.js").Widget} */ ({
  trace: 'script[src*="live-chat.sprinklr.com"], script[src*="/api/livechat/"]',

  present: () => typeof window.sprChat === "function",

  /** A widget that had loaded before anybody listened need not tell it again. */
  ready() {
    if (!this.present()) return false;
    if (!since) {
      since = performance.now();
      subscribe("loadCompleted", ({ error }) => ((broken = Boolean(error)), (loaded = !error)));
      subscribe("availabilityChanged", ({ isChatVisible }) => (chatVisible = isChatVisible));
      for (const topic of ["openNewConversation", "openExistingConversation"]) subscribe(topic, hear);
      subscribe("eventTriggered", ({ eventType = "" }) => {
        if (SHOWN.includes(eventType)) sight.tell(true);
        if (eventType === "CONVERSATION_WINDOW_CLOSED") sight.tell(false);
      });
    }
    return !broken && (loaded || performance.now() - since > LOADED_WITHIN);
  },

  obstacle: () => (broken ? "widget_blocked" : undefined),

  available: () => chatVisible,

  /** @param {() => void} shown @param {() => void} hidden */
  watch: (shown, hidden) => sight.watch(shown, hidden, () => {}),

  /** @param {{message?: string, context?: Record<string, string[]>}} options @param {AbortSignal} signal */
  async open({ message, context = {} }, signal) {
    if (!message) {
      if (!(await openExisting())) sprChat("open");
      return false;
    }
    const initialMessages = [{ message, isSentByUser: true }];
    const answer = nextAnswer(ANSWER_WITHIN);
    sprChat("openNewConversation", { initialMessages, autoInitiateConversation: true, conversationContext: context });
    const { conversationId, error } = await answer;
    if (!error) return Boolean(conversationId);
    if (!JSON.stringify(error).includes("LIMIT_REACHED")) throw new Failure("widget_inert");
    if (!(await openExisting())) throw new Failure("widget_busy");
    if (!signal.aborted) sprChat("updateConversationContext", { context });
    return true;
  },

  close: () => sprChat("close"),

  /** @param {boolean} visible */
  launcher: (visible) => launcherHidden(!visible),
});

/** @param {Told} told */
function hear(told) {
  answered(told);
  if (told.conversationId && !told.error) sight.tell(true);
}

/** @param {number} ms @returns {Promise<Told>} nothing in it where none came in time */
async function nextAnswer(ms) {
  const answer = new Promise((/** @type {(told: Told) => void} */ resolve) => (answered = resolve));
  return (await within(answer, ms)) ?? {};
}

/** Whether there was one to open. */
async function openExisting() {
  const answer = nextAnswer(EXISTING_WITHIN);
  sprChat("openExistingConversation");
  const seen = sight.shown().then(() => ({ conversationId: "seen", error: undefined }));
  const { conversationId, error } = await Promise.race([answer, seen]);
  return !error && Boolean(conversationId);
}
