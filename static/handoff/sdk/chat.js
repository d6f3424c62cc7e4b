/** One chat, from its launch token to its end. The order of the steps is `run`; states and deadlines are in states.js. */

import { FALLBACK, Failure, isRefusal } from "./failures.js";
import { Launches } from "./launches.js";
import { conceal, reveal } from "./launcher.js";
import { forget, remember } from "./memory.js";
import { call, sendReceipt, tell, tellVisitor } from "./reports.js";
import { Showing } from "./showing.js";
import { isOver, mayMove, STATES } from "./states.js";
import { quietly, within } from "./timing.js";
import { nobodyIsThere, readyWidget } from "./widgets.js";

/**
 * @typedef {import("../handoff.js").ChatHandle} ChatHandle
 * @typedef {import("../handoff.js").ChatOptions} ChatOptions
 * @typedef {import("../handoff.js").Outcome} Outcome
 * @typedef {import("./launches.js").Launch} Launch
 * @typedef {import("./states.js").State} State
 * @typedef {import("./widgets.js").Widget} Widget
 * @typedef {{onlyTest?: boolean, resumed?: boolean}} Beginning  onlyTest: refuse a real customer's handoff;
 *   resumed: it was open on the page before
 */

const RECEIPT_PATIENCE = 3_000;

/** The chat is over already: nobody needs to hear of it. */
class Stopped extends Error {}

export class Chat {
  /** @type {State} */
  state = "launching";
  #token;
  #options;
  #onlyTest;
  /** It was open before. */
  #again;
  /** It came back by itself, and the page has not asked for it. */
  #unasked;
  #launches;
  /** @type {Promise<Widget> | undefined} */
  #gettingReady;
  /** @type {Widget | undefined} */
  #widget;
  /** @type {Showing | undefined} */
  #showing;
  #visitorTold = false;
  #over = new AbortController();

  /** @param {string} token @param {ChatOptions} options @param {Beginning} [beginning] */
  constructor(token, options, { onlyTest = false, resumed = false } = {}) {
    this.#token = token;
    this.#options = options;
    this.#onlyTest = onlyTest;
    this.#again = this.#unasked = resumed;
    this.#launches = new Launches(token, (launch) => this.#hear(launch));
    this.handle = handleOf(this);
  }

  /** @param {string} token */
  isFor(token) {
    return this.#token === token && !isOver(this.state);
  }

  /** @param {ChatOptions} options of a page that asks for a chat which came back by itself */
  adopt(options) {
    if (!this.#unasked) return;
    this.#unasked = false;
    this.#options = options;
    if (this.state === "opened") call(options.onOpened, this.#outcome());
  }

  close() {
    quietly(() => this.#widget?.close());
  }

  /** Another handoff takes its place. */
  leave() {
    if (mayMove(this.state, "left")) this.#end("left");
  }

  async run() {
    try {
      if (this.#options.provider) this.#readyWidget(this.#options.provider);
      await this.#launches.ready(STATES.launching.within);
      const widget = await this.#check();
      await this.#identify(widget);
      await this.#open(widget);
      await this.#launches.settle(() => this.state === "opened", (options) => this.#show(options));
    } catch (error) {
      await this.#fail(error);
    }
  }

  /** @param {State} state */
  #move(state) {
    if (!mayMove(this.state, state)) throw new Stopped();
    this.state = state;
  }

  /** @param {Launch} launch */
  #hear(launch) {
    if (this.#onlyTest && launch.test !== true) throw new Failure("invalid_token");
    this.#again ||= launch.opened === true;
    if (launch.wants !== "visitor_id" || this.#visitorTold) return;
    this.#visitorTold = true;
    void tellVisitor(this.#token, this.#readyWidget(launch.provider ?? ""));
  }

  /** @param {string} slug @returns {Promise<Widget>} */
  #readyWidget(slug) {
    if (!this.#gettingReady) {
      this.#gettingReady = readyWidget(slug, STATES.checking.within);
      this.#gettingReady.catch(() => {}); // told where it is awaited
    }
    return this.#gettingReady;
  }

  /** A chat that is open goes on when the team's day ends. */
  async #check() {
    this.#move("checking");
    const widget = await this.#readyWidget(this.#launches.latest.provider ?? "");
    if (!this.#again && nobodyIsThere(widget)) throw new Failure("team_unavailable");
    return widget;
  }

  /** Once for a handoff: a second time could take the customer out of the conversation. @param {Widget} widget */
  async #identify(widget) {
    this.#move("identifying");
    if (this.#again || !widget.identify) return;
    const told = Promise.resolve().then(() => widget.identify?.(this.#launches.latest.options ?? {}));
    await within(told, STATES.identifying.within).catch(() => {});
  }

  /** @param {Widget} widget */
  async #open(widget) {
    this.#move("opening");
    const { provider = "", options = {} } = this.#launches.latest;
    this.#widget = widget;
    remember(this.#token);
    reveal(provider, widget);
    const shown = new Promise((resolve) => widget.watch(() => resolve(true), () => void this.#closed()));
    this.#showing = new Showing(widget, this.#again, this.#over.signal, () => this.#reportOpened());
    await this.#showing.open(options, shown);
    this.#move("opened");
    this.#reportOpened();
    tell(this.#options, "opened", this.#outcome());
  }

  /** @param {Record<string, any>} options */
  async #show(options) {
    await this.#showing?.show(options);
  }

  /** Once when it is open; and once more where the context was taken later. */
  #reportOpened() {
    if (this.state !== "opened") return;
    void sendReceipt(this.#token, { event: "opened", context_passed: this.#showing?.contextPassed === true });
  }

  async #closed() {
    if (!mayMove(this.state, "closed")) return;
    this.#end("closed");
    await within(sendReceipt(this.#token, { event: "closed" }), RECEIPT_PATIENCE);
    tell(this.#options, "closed", this.#outcome());
  }

  /** @param {unknown} error */
  async #fail(error) {
    if (!mayMove(this.state, "failed")) return;
    const otherwise = this.state === "opening" ? "widget_inert" : "unexpected";
    const reason = error instanceof Failure ? error.reason : otherwise;
    if (this.#unasked && isRefusal(reason)) return this.leave();
    // A page of the shop without the widget: the chat is still there, and comes back on the next page that has it.
    if (this.#unasked && reason === "widget_absent") return this.#move("left");
    if (reason === "unexpected") console.error("Handoff:", error);
    this.close(); // one that wakes up later must not open then
    this.#end("failed");
    const receipt = isRefusal(reason) ? undefined : sendReceipt(this.#token, { event: "failed", reason });
    const answer = await within(receipt, RECEIPT_PATIENCE);
    const message = String(answer?.fallback ?? this.#launches.latest.fallback ?? FALLBACK);
    tell(this.#options, "failed", { ...this.#outcome(), reason, message });
  }

  /** @param {"closed" | "failed" | "left"} state */
  #end(state) {
    this.#move(state);
    this.#over.abort();
    forget(this.#token);
    if (this.#widget) conceal(this.#launches.latest.provider ?? "", this.#widget);
  }

  /** @returns {Outcome} */
  #outcome() {
    const { handoff = "", ref = "", provider = this.#options.provider ?? "" } = this.#launches.latest;
    return { handoff, ref, provider };
  }
}

/** What the page gets of it. @param {Chat} chat @returns {ChatHandle} */
function handleOf(chat) {
  return Object.freeze({
    get state() {
      return chat.state;
    },
    close: () => chat.close(),
  });
}
