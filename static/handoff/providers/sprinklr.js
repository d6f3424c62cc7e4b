/**
 * Sprinklr Live Chat. Calls and topics: https://dev.sprinklr.com/open-a-new-or-existing-conversation and
 * https://dev.sprinklr.com/subscribe-to-live-chat-updates
 *
 * @typedef {Record<string, string[]>} Context  values by their field
 * @typedef {{conversationId?: string, error?: any, eventType?: string, isChatVisible?: boolean}} Told
 */

import { Failure } from "../sdk/failures.js";
import { createSight } from "../sdk/sight.js";
import { createRule } from "../sdk/styles.js";
import { within } from "../sdk/timing.js";

const LOADED_WITHIN = 3_000;
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
/** Who waits for the answer to a call, by its topic. @type {Map<string, (told: Told) => void>} */
const waiting = new Map();

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
      for (const topic of ["openNewConversation", "openExistingConversation"]) subscribe(topic, (told) => hear(topic, told));
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

  /**
   * The answer is waited for without an end: the chat may be seen long before it, and it tells that the context was taken.
   *
   * @param {{message?: string, context?: Context}} options @param {AbortSignal} signal @param {() => void} saying
   */
  async open({ message, context = {} }, signal, saying) {
    if (!message) return openAgain(context, signal);
    const initialMessages = [{ message, isSentByUser: true }];
    const answer = answerTo("openNewConversation");
    saying();
    sprChat("openNewConversation", { initialMessages, autoInitiateConversation: true, conversationContext: context });
    const { conversationId, error } = await answer;
    if (!error) return Boolean(conversationId);
    if (!JSON.stringify(error).includes("LIMIT_REACHED")) throw new Failure("widget_inert");
    if (signal.aborted) return false;
    if (!(await openExisting())) throw new Failure("widget_busy");
    return update(context, signal);
  },

  close: () => sprChat("close"),

  /** @param {boolean} visible */
  launcher: (visible) => launcherHidden(!visible),
});

/** @param {string} topic @param {Told} told */
function hear(topic, told) {
  waiting.get(topic)?.(told);
  if (told.conversationId && !told.error) sight.tell(true);
}

/** @param {string} topic @returns {Promise<Told>} */
const answerTo = (topic) => new Promise((resolve) => waiting.set(topic, resolve));

/** Whether there was one to open. */
async function openExisting() {
  const answer = answerTo("openExistingConversation");
  sprChat("openExistingConversation");
  const seen = sight.shown().then(() => ({ conversationId: "seen", error: undefined }));
  const { conversationId, error } = (await within(Promise.race([answer, seen]), EXISTING_WITHIN)) ?? {};
  return !error && Boolean(conversationId);
}

/** @param {Context} context @param {AbortSignal} signal */
async function openAgain(context, signal) {
  if (await openExisting()) return update(context, signal);
  if (!signal.aborted) sprChat("open");
  return false;
}

/** On the conversation that is open. @param {Context} context @param {AbortSignal} signal */
function update(context, signal) {
  if (signal.aborted || !Object.keys(context).length) return false;
  sprChat("updateConversationContext", { context });
  return true;
}
