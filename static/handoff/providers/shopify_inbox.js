/**
 * Shopify Inbox. It has no published API: this is what its elements do, the one of 2026 and the one before. Nothing in here
 * ever presses Send.
 */

import { createSight } from "../sdk/sight.js";
import { createRule } from "../sdk/styles.js";
import { sleep } from "../sdk/timing.js";

const NEW = "shopify-chat";
const OLD = "inbox-online-store-chat";
const SCRIPTS =
  '#shopify-chat-bundle-selector, script[src*="/web-components/chat.js"], script[src*="/web-components/agent.js"]';
const TOGGLE = 'button.chat-toggle, [data-spec="toggle-button"], button[aria-controls="chat-ui"]';
const TRIES = 20;
const TRY_EVERY = 400;
// Not `display: none`, under which it would not start.
const hidden = createRule(`${NEW}, ${OLD} { opacity: 0 !important; pointer-events: none !important; }`);
const sight = createSight();

/** @returns {ShopifyChatElement | null} */
const newChat = () => (customElements.get(NEW) ? document.querySelector(NEW) : null);
const oldChat = () => document.querySelector(OLD);

/** @param {Element | null | undefined} host @param {string} selector @returns {HTMLElement | null | undefined} */
const inside = (host, selector) => host?.shadowRoot?.querySelector(selector);

const oldIsOpen = () => oldChat()?.getAttribute("is-open") === "true";

export default /** @satisfies {import("../sdk/widgets.js").Widget} */ ({
  trace: SCRIPTS,

  present: () => document.querySelector(`${NEW}, ${OLD}, #dummy-chat-button-iframe`) !== null,

  ready: () => newChat() !== null || Boolean(inside(oldChat(), TOGGLE)),

  /** The tag is put into the page even without Inbox, and nothing comes of it then. */
  obstacle: () => (document.querySelector(NEW) && !newChat() ? "widget_inert" : undefined),

  /** @param {() => void} shown @param {() => void} gone */
  watch(shown, gone) {
    sight.watch(shown, gone, () => {
      const host = newChat() ?? oldChat();
      if (!host) return;
      const look = () => sight.tell(newChat() ? host.hasAttribute("open") : oldIsOpen());
      new MutationObserver(look).observe(host, { attributeFilter: ["open", "is-open"] });
      document.addEventListener(`${NEW}:enter-managed`, () => sight.tell(true));
      document.addEventListener(`${NEW}:enter-standalone`, () => sight.tell(true));
      document.addEventListener(`${NEW}:close`, () => sight.tell(false));
      if (oldIsOpen()) sight.tell(true);
    });
  },

  /** @param {{prefill?: string}} options @param {AbortSignal} signal @param {() => void} saying */
  async open({ prefill }, signal, saying) {
    const host = newChat();
    if (!host) toggleOld(true);
    else if (typeof host.show === "function") host.show();
    else if (!host.hasAttribute("open")) inside(host, '[part~="activator"]')?.click();
    return prefill ? draft(prefill, signal, saying) : false;
  },

  close() {
    if (newChat()) newChat()?.close?.();
    else toggleOld(false);
  },

  /** @param {boolean} visible */
  launcher: (visible) => hidden(!visible),
});

/** The button opens and closes in turns. @param {boolean} wanted */
function toggleOld(wanted) {
  if (oldIsOpen() !== wanted) inside(oldChat(), TOGGLE)?.click();
}

/** @param {string} text @param {AbortSignal} signal @param {() => void} saying */
async function draft(text, signal, saying) {
  for (let left = TRIES; left > 0 && !signal.aborted; left -= 1) {
    const field = composer();
    if (field) {
      saying(); // also where the customer has begun to write: that is not the place for a draft on the next page either
      return fill(field, text);
    }
    await sleep(TRY_EVERY);
  }
  return false;
}

/** @returns {HTMLTextAreaElement | null | undefined} */
function composer() {
  const old = inside(oldChat(), 'textarea[data-spec="message-input"]');
  const frame = inside(inside(newChat(), "shopify-agent-runtime"), 'iframe[part~="iframe"]');
  const page = /** @type {HTMLIFrameElement | undefined} */ (frame)?.contentDocument; // null where it is not of this origin
  const place = inside(page?.querySelector("shopify-chat-conversation"), ".composer");
  const found = old ?? (place?.matches("textarea") ? place : place?.querySelector("textarea"));
  return /** @type {HTMLTextAreaElement | null | undefined} */ (found);
}

/** What the customer has begun to write stays. @param {HTMLTextAreaElement} field @param {string} text */
function fill(field, text) {
  if (field.value) return false;
  // The element's own setter: frameworks put another one on top, and overlook what is set through that.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, text);
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  return true;
}
