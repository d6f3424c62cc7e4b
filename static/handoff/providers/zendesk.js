/**
 * Zendesk's Messaging widget. Calls: https://developer.zendesk.com/api-reference/widget-messaging/web/core/
 *
 * @type {(...call: any[]) => any}
 */
const zE = (...call) => /** @type {any} */ (window).zE(...call);

let watched = false;
let visible = false;
let shown = () => {};
let hidden = () => {};

export default {
  present: () => typeof (/** @type {any} */ (window).zE) === "function",

  /** Zendesk tells nobody when it has loaded; whether it opens shows the rest. */
  ready() {
    return this.present();
  },

  /** @param {() => void} onShown @param {() => void} onHidden */
  watch(onShown, onHidden) {
    [shown, hidden] = [onShown, onHidden];
    if (visible) shown();
    if (watched) return;
    watched = true;
    zE("messenger:on", "open", () => ((visible = true), shown()));
    zE("messenger:on", "close", () => ((visible = false), hidden()));
  },

  /**
   * The widget applies fields and tags to the customer's next message, and keeps them: so they are set each time.
   *
   * @param {{fields?: {id: string, value: string}[], tags?: string[]}} options
   * @returns {boolean | Promise<boolean>}
   */
  pass({ fields = [], tags = [] }) {
    if (tags.length) zE("messenger:set", "conversationTags", tags);
    if (!fields.length) return false;
    return new Promise((resolve) => zE("messenger:set", "conversationFields", fields, () => resolve(true)));
  },

  open() {
    zE("messenger", "show"); // the shop may keep the launcher hidden until somebody is needed
    zE("messenger", "open");
  },

  close: () => zE("messenger", "close"),
};
