/** A chat is shown with what its launch carries; nothing is sent twice. */

import { Failure } from "./failures.js";
import { STATES } from "./states.js";
import { within } from "./timing.js";

/**
 * @typedef {import("./widgets.js").Widget} Widget
 * @typedef {Record<string, any>} Options
 */

const PASS_WITHIN = 2_000;

export class Showing {
  contextPassed = false;
  #messageSent = false;
  #widget;
  #again;
  #over;
  #passed;

  /**
   * @param {Widget} widget
   * @param {boolean} again  it was shown before: what was sent or created then is not sent again
   * @param {AbortSignal} over  the chat has ended
   * @param {() => void} passed  the widget has taken what the launch carries
   */
  constructor(widget, again, over, passed) {
    this.#widget = widget;
    this.#again = again;
    this.#over = over;
    this.#passed = passed;
  }

  /** @param {Options} options @param {Promise<unknown>} shown */
  async open(options, shown) {
    if ((await this.#try(options, shown)) || this.#over.aborted) return;
    // A widget that was open already has nothing to tell: closed and opened once, it has.
    this.#widget.close();
    if (!(await this.#try(options, shown))) throw new Failure("widget_inert");
  }

  /** @param {Options} options @param {Promise<unknown>} shown */
  #try(options, shown) {
    const refused = this.show(options).then(() => shown);
    return within(Promise.race([shown, refused]), STATES.opening.within);
  }

  /** @param {Options} options */
  async show(options) {
    const unsaid = this.#unsaid(options);
    const passed = this.#again ? false : await within(this.#widget.pass?.(unsaid) ?? false, PASS_WITHIN);
    if (this.#over.aborted) return;
    const carried = await this.#widget.open(unsaid, this.#over);
    if (this.contextPassed || !(passed || carried)) return;
    this.contextPassed = true;
    this.#passed();
  }

  /** Without what must not go out twice: a message ever, a draft for a chat that comes back. @param {Options} options */
  #unsaid({ message, prefill, ...options }) {
    if (this.#again) return options;
    if (prefill) options.prefill = prefill;
    if (message && !this.#messageSent) options.message = message;
    this.#messageSent ||= Boolean(message);
    return options;
  }
}
