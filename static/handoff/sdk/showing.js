/** A chat is shown with what its launch carries; nothing is said twice. */

import { Failure } from "./failures.js";
import { STATES } from "./states.js";
import { within } from "./timing.js";

/**
 * @typedef {import("./widgets.js").Widget} Widget
 * @typedef {Record<string, any>} Options
 * @typedef {object} News
 * @property {() => void} saying  the message, or the draft, goes out now
 * @property {() => void} passed  the widget has taken what the launch carries
 */

const PASS_WITHIN = 2_000;

export class Showing {
  contextPassed = false;
  #messageGiven = false;
  #widget;
  #said;
  #over;
  #news;

  /**
   * @param {Widget} widget
   * @param {boolean} said  on a page before: what was said or created then is not repeated
   * @param {AbortSignal} over  the chat has ended
   * @param {News} news
   */
  constructor(widget, said, over, news) {
    this.#widget = widget;
    this.#said = said;
    this.#over = over;
    this.#news = news;
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

  /** Widgets hold the context in the page's memory: it is passed whenever the chat is shown. @param {Options} options */
  async show(options) {
    const unsaid = this.#unsaid(options);
    const passed = await within(this.#widget.pass?.(unsaid) ?? false, PASS_WITHIN);
    if (this.#over.aborted) return;
    const carried = await this.#widget.open(unsaid, this.#over, this.#news.saying);
    if (unsaid.message || unsaid.prefill) this.#news.saying();
    if (this.contextPassed || !(passed || carried)) return;
    this.contextPassed = true;
    this.#news.passed();
  }

  /** Without what must not go out twice: a message ever, a draft for a chat that comes back. @param {Options} options */
  #unsaid({ message, prefill, ...options }) {
    if (this.#said) return options;
    if (prefill) options.prefill = prefill;
    if (message && !this.#messageGiven) options.message = message;
    this.#messageGiven ||= Boolean(message);
    return options;
  }
}
