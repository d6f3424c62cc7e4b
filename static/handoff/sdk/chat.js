/** One chat, from its launch token to its end. The order of the steps is `run`; states and deadlines are in states.js. */

import { FALLBACK, Failure, isPassing, isRefusal } from "./failures.js";
import { Launches } from "./launches.js";
import { conceal, reveal } from "./launcher.js";
import { forget, remember, rememberedOf } from "./memory.js";
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
 * @typedef {{onlyTest?: boolean, resumed?: boolean, before?: Chat}} Beginning  onlyTest: refuse a real customer's
 *   handoff; resumed: it was open on the page before; before: the chat that is there
 */

const RECEIPT_PATIENCE = 3_000;

/** The chat is over already: nobody needs to hear of it. */
class Stopped extends Error {}

export class Chat {
  /** @type {State} */
  state = "launching";
  /** The chat that the page's handle is for: itself, or one of the same handoff that was there before. @type {Chat} */
  acting = this;
  #options;
  #onlyTest;
  #before;
  /** It was open before. */
  #again;
  /** It came back by itself, and the page has not asked for it. */
  #unasked;
  #launches;
  /** @type {Promise<Widget> | undefined} */
  #gettingReady;
  /** The platform whose widget that is: the page's hint may be an old one. */
  #platform = "";
  /** @type {Widget | undefined} */
  #widget;
  /** @type {Showing | undefined} */
  #showing;
  #visitorTold = false;
  #over = new AbortController();

  /** @param {string} token @param {ChatOptions} options @param {Beginning} [beginning] */
  constructor(token, options, { onlyTest = false, resumed = false, before } = {}) {
    this.#options = options;
    this.#onlyTest = onlyTest;
    this.#before = before;
    this.#again = this.#unasked = resumed;
    this.#launches = new Launches(token, (launch) => this.#hear(launch));
    this.handle = handleOf(this);
  }

  get #token() {
    return this.#launches.token;
  }

  /** @param {string} token */
  isFor(token) {
    return this.#token === token && !isOver(this.state);
  }

  /**
   * A page asks for this chat, which came back by itself; or asks with another token of its handoff.
   *
   * @param {ChatOptions} options @param {string} token
   */
  adopt(options, token) {
    if (!this.#unasked && this.#token === token) return;
    this.#unasked = false;
    this.#options = options;
    const kept = rememberedOf(this.#launches.latest.handoff);
    this.#launches.token = token;
    if (kept) this.#remember(kept.said);
    if (this.state === "opened") call(options.onOpened, this.#outcome());
  }

  close() {
    quietly(() => this.#widget?.close());
  }

  /** Another one is asked for: what it finds. A chat that has done nothing yet leaves. @returns {Chat | undefined} */
  makeRoom() {
    if (this.state === "launching") this.#end("left", true);
    return isOver(this.state) ? this.#before : this;
  }

  async run() {
    try {
      if (this.#options.provider) this.#readyWidget(this.#options.provider);
      await this.#launches.ready(STATES.launching.within);
      this.#move("checking");
      if (this.#joins()) return;
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
    this.#again ||= launch.opened === true || rememberedOf(launch.handoff) !== undefined;
    if (launch.wants !== "visitor_id" || this.#visitorTold) return;
    this.#visitorTold = true;
    void tellVisitor(this.#token, this.#readyWidget(launch.provider ?? ""));
  }

  /** @param {string} slug @returns {Promise<Widget>} */
  #readyWidget(slug) {
    if (!this.#gettingReady || this.#platform !== slug) {
      this.#platform = slug;
      const gettingReady = (this.#gettingReady = readyWidget(slug, STATES.checking.within));
      // Told where it is awaited. What failed because Handoff was away is tried again when it has answered.
      gettingReady.catch((error) => {
        if (isPassing(error) && this.#gettingReady === gettingReady) this.#gettingReady = undefined;
      });
    }
    return this.#gettingReady;
  }

  /** Whether a chat of the same handoff is there, which goes on with the new token; one of another handoff leaves. */
  #joins() {
    const before = this.#before;
    if (!before || isOver(before.state)) return false;
    if (before.#launches.latest.handoff !== this.#launches.latest.handoff) {
      before.#end("left");
      return false;
    }
    this.#move("left");
    this.acting = before;
    before.adopt(this.#options, this.#token);
    return true;
  }

  /** A chat that is open goes on when the team's day ends. */
  async #check() {
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
    const { provider = "", options = {}, opened = false, handoff } = this.#launches.latest;
    const said = rememberedOf(handoff)?.said ?? opened;
    this.#widget = widget;
    this.#remember(said);
    reveal(provider, widget);
    const shown = new Promise((resolve) => widget.watch(() => resolve(true), () => void this.#closed()));
    const news = { saying: () => this.#remember(true), passed: () => this.#reportOpened() };
    this.#showing = new Showing(widget, said, this.#over.signal, news);
    await this.#showing.open(options, shown);
    this.#move("opened");
    this.#reportOpened();
    tell(this.#options, "opened", this.#outcome());
  }

  /** @param {Record<string, any>} options */
  async #show(options) {
    await this.#showing?.show(options);
  }

  /** @param {boolean} said */
  #remember(said) {
    remember({ token: this.#token, handoff: this.#launches.latest.handoff ?? "", said });
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
    if (reason === "unexpected") console.error("Handoff:", error);
    this.close(); // one that wakes up later must not open then
    // Nobody waits for it: where the handoff goes on, the next page may have more luck.
    if (this.#unasked) return this.#end("left", !isRefusal(reason));
    this.#end("failed");
    // The AI agent goes on: what was open ends with that.
    const event = this.#again ? "closed" : "failed";
    const receipt = isRefusal(reason) ? undefined : sendReceipt(this.#token, { event, reason });
    const answer = await within(receipt, RECEIPT_PATIENCE);
    const message = String(answer?.fallback ?? this.#launches.latest.fallback ?? FALLBACK);
    tell(this.#options, "failed", { ...this.#outcome(), reason, message });
  }

  /** @param {"closed" | "failed" | "left"} state @param {boolean} [comesBack]  on the next page */
  #end(state, comesBack = false) {
    this.#move(state);
    this.#over.abort();
    if (!comesBack) this.#forget(state);
    if (this.#widget) conceal(this.#launches.latest.provider ?? "", this.#widget);
  }

  /** What the customer may have written stands in the platform with its context, which is not taken back. @param {State} state */
  #forget(state) {
    forget(this.#token);
    if (state !== "closed") quietly(() => this.#widget?.forget?.(this.#launches.latest.options ?? {}));
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
      return chat.acting.state;
    },
    close: () => chat.acting.close(),
  });
}
