/** Intercom's Messenger. Calls: https://developers.intercom.com/installing-intercom/web/methods */

import { createSight } from "../sdk/sight.js";

const sight = createSight();
/** @type {unknown} The function that was asked to tell when it is ready: the loading stub is replaced by the real one. */
let asked;
let isReady = false;

export default /** @satisfies {import("../sdk/widgets.js").Widget} */ ({
  trace: 'script[src*="widget.intercom.io"], script[src*="js.intercomcdn.com"]',

  present: () => typeof window.Intercom === "function",

  ready() {
    if (!this.present()) return false;
    if (asked !== Intercom) {
      asked = Intercom;
      Intercom("ready", () => (isReady = true));
    }
    return isReady || Intercom.booted === true;
  },

  /** @param {() => void} shown @param {() => void} hidden */
  watch(shown, hidden) {
    sight.watch(shown, hidden, () => {
      Intercom("onShow", () => sight.tell(true));
      Intercom("onHide", () => sight.tell(false));
    });
  },

  visitorId: () => Intercom("getVisitorId"),

  /** @param {{conversation_id?: string, prefill?: string}} options @param {AbortSignal} _ @param {() => void} saying */
  open({ conversation_id, prefill }, _, saying) {
    const drafted = Boolean(prefill) && !conversation_id;
    if (drafted) saying();
    // The API's ids are strings, where Intercom's published types say number.
    if (conversation_id) Intercom("showConversation", /** @type {any} */ (conversation_id));
    else if (prefill) Intercom("showNewMessage", prefill);
    else Intercom("show");
    return drafted;
  },

  close: () => Intercom("hide"),

  /** @param {boolean} visible */
  launcher(visible) {
    if (!this.ready()) return false;
    Intercom("update", { hide_default_launcher: !visible });
    return true;
  },
});
