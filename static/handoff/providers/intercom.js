/**
 * Intercom's Messenger. Calls: https://developers.intercom.com/installing-intercom/web/methods
 *
 * @type {(...call: any[]) => any}
 */
const intercom = (...call) => /** @type {any} */ (window).Intercom(...call);

/** @type {unknown} The function that was asked to tell when it is ready: the loading stub is replaced by the real one. */
let asked;
let isReady = false;
let watched = false;
let visible = false;
let shown = () => {};
let hidden = () => {};

export default {
  present: () => typeof (/** @type {any} */ (window).Intercom) === "function",

  ready() {
    if (!this.present()) return false;
    const widget = /** @type {any} */ (window).Intercom;
    if (asked !== widget) {
      asked = widget;
      intercom("ready", () => (isReady = true));
    }
    return isReady || widget.booted === true;
  },

  /** @param {() => void} onShown @param {() => void} onHidden */
  watch(onShown, onHidden) {
    [shown, hidden] = [onShown, onHidden];
    if (visible) shown();
    if (watched) return; // Intercom has no call that takes a listener away again
    watched = true;
    intercom("onShow", () => ((visible = true), shown()));
    intercom("onHide", () => ((visible = false), hidden()));
  },

  visitorId: () => String(intercom("getVisitorId") ?? ""),

  /** @param {{conversation_id?: string, prefill?: string}} options */
  open(options) {
    if (options.conversation_id) intercom("showConversation", options.conversation_id);
    else if (options.prefill) intercom("showNewMessage", options.prefill);
    else intercom("show");
    return Boolean(options.prefill) && !options.conversation_id;
  },

  close: () => intercom("hide"),
};
