/** Gorgias Chat. Its calls are not documented in public as a whole: each is looked for before it is made. */

import { createSight } from "../sdk/sight.js";
import { createRule } from "../sdk/styles.js";
import { until } from "../sdk/timing.js";

const SEEN_WITHIN = 5_000;
const LOOK_EVERY = 250;
const hidden = createRule("#gorgias-chat-container { display: none !important; }");
const sight = createSight();
/** @type {unknown} */
let asked;
let isReady = false;

/** @returns {GorgiasChatApi} */
const chat = () => /** @type {GorgiasChatApi} */ (window.GorgiasChat);
const isOpen = () => chat().isOpen?.() === true;

export default /** @satisfies {import("../sdk/widgets.js").Widget} */ ({
  trace: '#gorgias-chat-widget-install-v3, script[src*="config.gorgias.chat"]',

  present: () => Boolean(window.GorgiasChat),

  /** `init` tells when the chat takes calls, however often it is asked; the page's own script starts it. */
  ready() {
    if (!this.present()) return false;
    if (asked !== chat()) {
      asked = chat();
      Promise.resolve(chat().init?.()).then(() => (isReady = true), () => {});
    }
    return isReady && typeof chat().open === "function";
  },

  /** The account's script came, and brought no chat: it is switched off there. */
  obstacle: () => (window.GorgiasBridge && !window.GorgiasChat ? "widget_absent" : undefined),

  available: () => chat().isBusinessHours?.(),

  /** @param {{email?: string}} options */
  identify({ email }) {
    if (email) chat().captureUserEmail?.(email);
  },

  /** @param {() => void} onShown @param {() => void} onHidden */
  watch(onShown, onHidden) {
    sight.watch(onShown, onHidden, () => {
      chat().on?.("widget:opened", () => sight.tell(true));
      chat().on?.("widget:closed", () => sight.tell(false));
    });
  },

  /** @param {{message?: string}} options @param {AbortSignal} signal @param {() => void} saying */
  async open({ message }, signal, saying) {
    chat().open();
    until(isOpen, SEEN_WITHIN, LOOK_EVERY).then((seen) => seen && sight.tell(true), () => {});
    if (!message) return false;
    await sight.shown();
    if (signal.aborted || !chat().sendMessage) return false;
    saying();
    chat().sendMessage?.(message);
    return true;
  },

  close: () => chat().close(),

  /** @param {boolean} visible */
  launcher: (visible) => hidden(!visible),
});
