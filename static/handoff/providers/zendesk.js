/**
 * Zendesk's Messaging widget. Calls: https://developer.zendesk.com/api-reference/widget-messaging/web/core/
 *
 * @typedef {{id: string, value: string}} Field
 */

import { createSight } from "../sdk/sight.js";
import { within } from "../sdk/timing.js";

const ANSWER_WITHIN = 4_000;
const sight = createSight();

export default /** @satisfies {import("../sdk/widgets.js").Widget} */ ({
  trace: '#ze-snippet, script[src*="static.zdassets.com/ekr/"]',

  present: () => typeof window.zE === "function",

  /** Zendesk tells nobody when it has loaded; whether it opens shows the rest. */
  ready() {
    return this.present();
  },

  /** @param {() => void} shown @param {() => void} hidden */
  watch(shown, hidden) {
    sight.watch(shown, hidden, () => {
      zE("messenger:on", "open", () => sight.tell(true));
      zE("messenger:on", "close", () => sight.tell(false));
    });
  },

  /**
   * The widget applies fields and tags to the customer's next message, and keeps them for as long as the page is there.
   *
   * @param {{fields?: Field[], tags?: string[]}} options
   * @returns {boolean | Promise<boolean>}
   */
  pass({ fields = [], tags = [] }) {
    if (tags.length) zE("messenger:set", "conversationTags", tags);
    if (!fields.length) return false;
    return new Promise((resolve) => zE("messenger:set", "conversationFields", fields, () => resolve(true)));
  },

  /**
   * @param {{message?: string, fields?: Field[], tags?: string[]}} options
   * @param {AbortSignal} signal @param {() => void} saying
   */
  async open({ message, fields = [], tags = [] }, signal, saying) {
    zE("messenger", "show"); // the shop may keep the launcher hidden until somebody is needed
    if (message) saying();
    const conversation = message ? await within(newConversation(message, metadata(fields, tags)), ANSWER_WITHIN) : "";
    if (signal.aborted) return false;
    zE("messenger", "open");
    if (conversation) zE("messenger:ui", "navigation", { screen: "Conversation", options: { conversationId: conversation } });
    return Boolean(conversation);
  },

  close: () => zE("messenger", "close"),

  /**
   * Or they would go with a later chat, which has nothing to do with the handoff.
   *
   * @param {{fields?: Field[], tags?: string[]}} options
   */
  forget({ fields = [], tags = [] }) {
    if (tags.length) zE("messenger:set", "conversationTags", []);
    if (fields.length) zE("messenger:set", "conversationFields", fields.map(({ id }) => ({ id, value: "" })));
  },

  /** @param {boolean} visible */
  launcher(visible) {
    if (!this.present()) return false;
    if (visible) zE("messenger", "show");
    else zE("messenger", "hide");
    return true;
  },
});

/** @param {string} text @param {Record<string, string>} metadata @returns {Promise<string>} its id, "" where there is none */
function newConversation(text, metadata) {
  return new Promise((resolve) =>
    zE("messenger", "newConversation", { metadata, message: { content: { type: "text", text } } }, (error, conversation) =>
      resolve(error ? "" : String(conversation?.id ?? "")),
    ),
  );
}

/** In the spelling that becomes ticket data. @param {Field[]} fields @param {string[]} tags */
function metadata(fields, tags) {
  const values = fields.map(({ id, value }) => [`zen:ticket_field:${id}`, value]);
  return Object.fromEntries(tags.length ? [...values, ["zen:ticket:tags", tags.join(", ")]] : values);
}
