/**
 * The platforms' widgets, each driven by its own module in providers/, which holds the platform's calls and nothing else.
 *
 * @typedef {object} Widget
 * @property {string} trace  a selector of the widget's own script (or tag): there, although the widget may never come
 * @property {() => boolean} present  the widget, or its loading stub, is on the page
 * @property {() => boolean} ready    it takes calls now
 * @property {() => Reason | undefined} [obstacle]  what the platform lets one know of why it did not get ready
 * @property {() => unknown} [available]  false: the platform says that nobody is there; anything else counts as yes
 * @property {(options: Record<string, any>) => unknown} [identify]  tell the widget who the customer is
 * @property {(shown: () => void, hidden: () => void) => void} watch  tell when the chat appears and disappears
 * @property {(options: Record<string, any>) => boolean | Promise<boolean>} [pass]  put the context into the widget; each
 *   time that the chat is shown
 * @property {Open} open  show the chat; true when that passed the context on. A `message` is sent, and comes once; a
 *   `prefill` waits in the composer
 * @property {() => void} close
 * @property {(options: Record<string, any>) => void} [forget]  take out of the widget what `pass` put there
 * @property {(visible: boolean) => boolean} [launcher]  show or hide the platform's own launcher; false: not possible yet
 * @property {() => string} [visitorId]
 *
 * @typedef {import("./failures.js").Reason} Reason
 *
 * @callback Open
 * @param {Record<string, any>} options
 * @param {AbortSignal} signal  the chat has ended: nothing may be said or shown any more
 * @param {() => void} saying   to be called right before a message, or a prefill, goes out: it doesn't come again then
 * @returns {boolean | Promise<boolean>}
 */

import { Failure } from "./failures.js";
import { isThere, moduleOf } from "./requests.js";
import { sleep, until, within } from "./timing.js";

const LOAD_WITHIN = 8_000;
const LOAD_AGAIN = 500;
const LOOK_EVERY = 250;

/** @param {string} slug @param {number} ms @returns {Promise<Widget>} */
export async function readyWidget(slug, ms) {
  const widget = await loadWidget(slug);
  if (await until(() => widget.ready(), ms, LOOK_EVERY)) return widget;
  throw new Failure(whyNot(widget));
}

/** A break of the network is waited out. @param {string} slug @returns {Promise<Widget>} */
export async function loadWidget(slug) {
  if (!/^[a-z][a-z0-9_]{0,30}$/.test(slug)) throw new Failure("unsupported");
  const deadline = performance.now() + LOAD_WITHIN;
  const left = () => deadline - performance.now();
  for (let pause = LOAD_AGAIN; ; pause *= 2) {
    const module = await within(import(moduleOf(slug)).catch(() => undefined), left());
    if (module) return module.default;
    if (await isThere(left())) throw new Failure("unsupported");
    if (pause > left()) throw new Failure("launch_unavailable");
    await sleep(pause);
  }
}

/** @param {Widget} widget */
export function nobodyIsThere(widget) {
  try {
    return widget.available?.() === false;
  } catch {
    return false;
  }
}

/** @param {Widget} widget @returns {Reason} */
function whyNot(widget) {
  const obstacle = widget.obstacle?.();
  if (obstacle) return obstacle;
  if (widget.present()) return "widget_timeout";
  return document.querySelector(widget.trace) ? "widget_blocked" : "widget_absent";
}
