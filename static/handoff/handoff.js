/**
 * Opens the support chat of a handoff in the customer's browser, and reports to Handoff what became of it.
 *
 *     import { openChat } from "https://YOUR-HANDOFF/storefront/v1/handoff.js";
 *     openChat(launchToken, { onFailed: () => showTheAiAgentAgain() });
 *
 * No dependency, no build, no cookie, nothing stored. The chat platform's own widget must be on the page; this module
 * finds it, waits for it, and never starts it a second time. It never throws into the page.
 *
 * "Test the handoff" in the admin leads to the shop with a token in the address: the module takes it out, and opens that
 * chat as soon as it is loaded. It does so for tests alone: a link can't open anybody else's chat in a customer's browser.
 *
 * @typedef {object} Outcome  What callbacks get, and the `detail` of the events on `document`.
 * @property {string} handoff   the handoff's id, "" where the launch was never answered
 * @property {string} ref       the short reference that human agents see
 * @property {string} provider  the platform, e.g. "intercom"
 * @property {string} [reason]  why it failed:
 *   `widget_blocked`      the platform's widget is not on the page: blocked, or not installed there
 *   `widget_timeout`      the widget is on the page, but did not get ready in time
 *   `widget_inert`        the widget was told to open, and didn't
 *   `launch_unavailable`  Handoff could not be reached, or had no launch in time
 *   `expired`, `invalid_token`, `ended`   the token is too old, is not one, or its handoff is over
 *   `origin_not_allowed`  this page's address is not one of the shop's
 *   `unsupported`         this version knows no such platform
 *   `unexpected`          a fault in here
 * @property {string} [message]  where it failed: what the customer may be told, with the merchant's other ways to reach
 *   people where Handoff could name them. Plain text: show it as such
 *
 * @typedef {object} ChatOptions
 * @property {string} [provider]  the platform, where the page knows it: its widget is then looked for at once
 * @property {(outcome: Outcome) => void} [onOpened]  the chat is open (event `handoff:opened`)
 * @property {(outcome: Outcome) => void} [onFailed]  it could not be opened: the AI agent goes on (`handoff:failed`)
 * @property {(outcome: Outcome) => void} [onClosed]  the customer closed it: the AI agent goes on (`handoff:closed`)
 *
 * @typedef {"launching" | "opening" | "opened" | "closed" | "failed" | "left"} State
 * @typedef {{readonly state: State, close: () => void}} ChatHandle
 *
 * @typedef {object} Launch
 * @property {"ready" | "preparing"} status
 * @property {string} [handoff]
 * @property {string} [ref]
 * @property {string} [provider]
 * @property {Record<string, any>} [options]
 * @property {boolean} [settled]         false: later options may name the conversation
 * @property {string} [wants]            "visitor_id": Handoff waits for the widget's own id of this visitor
 * @property {number} [retry_after_ms]
 * @property {string} [fallback]         what the customer may be told where the chat does not open
 * @property {boolean} [test]            started from the admin, to try the handoff
 *
 * @typedef {object} Widget  What each file in providers/ exports: one platform's documented calls, nothing else.
 * @property {() => boolean} present  the widget, or its loading stub, is on the page
 * @property {() => boolean} ready    it takes calls now
 * @property {(shown: () => void, hidden: () => void) => void} watch  tell when the chat appears and disappears
 * @property {(options: Record<string, any>) => boolean | void} open  show the chat; true when that passed the context on
 * @property {() => void} close
 * @property {(options: Record<string, any>) => boolean | Promise<boolean>} [pass]  put the context into the widget
 * @property {() => string} [visitorId]
 */

const API = new URL(".", import.meta.url);
const REQUEST_WITHIN = 8_000;
const LAUNCH_WITHIN = 15_000;
const MODULE_WITHIN = 8_000;
const READY_WITHIN = 10_000;
const READY_EVERY = 250;
const PASS_WITHIN = 2_000;
const OPEN_WITHIN = 4_000;
const SETTLE_WITHIN = 15_000;
const SETTLE_EVERY = 1_000;
const RECEIPT_PATIENCE = 3_000;
const RECEIPT_RETRIES = [1_000, 4_000];

/** Where Handoff itself could not be asked. */
const FALLBACK = "I'm sorry, the support chat could not be opened. I'm happy to keep helping you right here.";

const TEST_PARAMETER = "handoff-test";

/** With these the server would refuse a receipt too. */
const REFUSED = {
  expired_token: "expired",
  invalid_token: "invalid_token",
  origin_not_allowed: "origin_not_allowed",
  handoff_ended: "ended",
};

/** @type {Chat | undefined} One customer, one page, one chat. */
let current;

/**
 * Open the support chat for a launch token. Calling it again with the same token while that chat is there changes nothing;
 * a token of another handoff takes its place.
 *
 * @param {string} token  `launch_token` from the API
 * @param {ChatOptions} [options]
 * @returns {ChatHandle}
 */
export function openChat(token, options = {}) {
  if (!current?.isFor(token)) {
    current?.leave();
    current = new Chat(String(token ?? ""), options ?? {});
    void current.run();
  }
  return current.handle;
}

/** An end that has a reason code. */
class Failure extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

class Chat {
  /** @type {State} */
  #state = "launching";
  #token;
  #options;
  #onlyTest;
  /** @type {Launch} */
  #launch = { status: "preparing" };
  /** @type {Widget | undefined} */
  #widget;
  /** @type {Promise<Widget> | undefined} */
  #gettingReady;
  #visitorTold = false;
  #contextPassed = false;

  /** @param {string} token @param {ChatOptions} options @param {boolean} [onlyTest] refuse a real customer's handoff */
  constructor(token, options, onlyTest = false) {
    this.#token = token;
    this.#options = options;
    this.#onlyTest = onlyTest;
    const chat = this;
    /** @type {ChatHandle} */
    this.handle = Object.freeze({
      get state() {
        return chat.#state;
      },
      close: () => quietly(() => chat.#widget?.close()),
    });
  }

  /** @param {string} token */
  isFor(token) {
    return this.#token === token && ["launching", "opening", "opened"].includes(this.#state);
  }

  /** Another handoff took this one's place: what happens from now on is not its own. */
  leave() {
    if (this.isFor(this.#token)) this.#state = "left";
  }

  async run() {
    try {
      if (this.#options.provider) this.#readyWidget(this.#options.provider);
      await this.#fetchReadyLaunch();
      const widget = await this.#readyWidget(this.#launch.provider ?? "");
      if (this.#state === "left") return;
      await this.#open(widget);
      await this.#settle(widget);
    } catch (error) {
      const otherwise = this.#state === "opening" ? "widget_inert" : "unexpected";
      await this.#fail(error instanceof Failure ? error.reason : otherwise, error);
    }
  }

  async #fetchReadyLaunch() {
    const deadline = performance.now() + LAUNCH_WITHIN;
    for (;;) {
      this.#launch = await this.#fetchLaunch(deadline);
      if (this.#launch.status === "ready") return;
      const pause = between(100, this.#launch.retry_after_ms ?? 500, 2_000);
      if (performance.now() + pause > deadline) throw new Failure("launch_unavailable");
      await sleep(pause);
    }
  }

  /** @param {number} deadline @returns {Promise<Launch>} */
  async #fetchLaunch(deadline) {
    for (let pause = 500; ; pause *= 2) {
      try {
        const launch = await request(`launches/${encodeURIComponent(this.#token)}/`);
        if (this.#onlyTest && launch.test !== true) throw new Failure("invalid_token");
        if (launch.wants === "visitor_id") void this.#tellVisitor(launch.provider);
        return launch;
      } catch (error) {
        const passing = error instanceof Failure && error.reason === "launch_unavailable";
        if (!passing || performance.now() + pause > deadline) throw error;
      }
      await sleep(pause);
    }
  }

  /** @param {string} slug @returns {Promise<Widget>} */
  #readyWidget(slug) {
    if (!this.#gettingReady) {
      this.#gettingReady = readyWidget(slug);
      this.#gettingReady.catch(() => {}); // told where it is awaited
    }
    return this.#gettingReady;
  }

  /** Beside everything else: nothing waits for it but the context. @param {string} slug */
  async #tellVisitor(slug) {
    if (this.#visitorTold) return;
    this.#visitorTold = true;
    try {
      const id = String((await this.#readyWidget(slug)).visitorId?.() ?? "");
      if (id) await this.#post({ event: "visitor", visitor_id: id });
    } catch {
      // Without it the context goes another way.
    }
  }

  /** @param {Widget} widget */
  async #open(widget) {
    this.#state = "opening";
    this.#widget = widget;
    const shown = new Promise((resolve) => widget.watch(() => resolve(true), () => void this.#closed()));
    await this.#show(widget);
    // A widget that was open already has nothing to tell: closed and opened once, it has.
    if (!(await within(shown, OPEN_WITHIN))) {
      widget.close();
      await this.#show(widget);
      if (!(await within(shown, OPEN_WITHIN))) throw new Failure("widget_inert");
    }
    if (this.#state !== "opening") return;
    this.#state = "opened";
    void this.#post({ event: "opened", context_passed: this.#contextPassed });
    this.#emit("opened");
  }

  /** @param {Widget} widget */
  async #show(widget) {
    const options = this.#launch.options ?? {};
    const took = await within(Promise.resolve(widget.pass?.(options) ?? false), PASS_WITHIN);
    const carried = widget.open(options);
    this.#contextPassed ||= took === true || carried === true;
  }

  /** The chat is open; the conversation with the summary may still be on its way. @param {Widget} widget */
  async #settle(widget) {
    const deadline = performance.now() + SETTLE_WITHIN;
    while (this.#state === "opened" && !this.#launch.settled && performance.now() < deadline) {
      await sleep(SETTLE_EVERY);
      const before = this.#launch;
      this.#launch = await this.#fetchLaunch(deadline).catch(() => ({ ...before, settled: true }));
      const changed = JSON.stringify(this.#launch.options ?? {}) !== JSON.stringify(before.options ?? {});
      if (this.#state === "opened" && this.#launch.status === "ready" && changed) await this.#showAgain(widget);
    }
  }

  /** @param {Widget} widget */
  async #showAgain(widget) {
    const before = this.#contextPassed;
    await this.#show(widget);
    if (this.#contextPassed && !before) void this.#post({ event: "opened", context_passed: true });
  }

  async #closed() {
    if (this.#state !== "opened") return;
    this.#state = "closed";
    await within(this.#post({ event: "closed" }), RECEIPT_PATIENCE);
    this.#emit("closed");
  }

  /** @param {string} reason @param {unknown} error */
  async #fail(reason, error) {
    if (["closed", "failed", "left"].includes(this.#state)) return;
    if (reason === "unexpected") console.error("Handoff:", error);
    const hide = this.#state !== "launching";
    this.#state = "failed";
    if (hide) quietly(() => this.#widget?.close()); // one that wakes up later must not open then
    const refused = Object.values(REFUSED).includes(reason);
    const answer = refused ? undefined : await within(this.#post({ event: "failed", reason }), RECEIPT_PATIENCE);
    const message = String(answer?.fallback ?? this.#launch.fallback ?? FALLBACK);
    this.#emit("failed", { reason, message });
  }

  /** Tell Handoff; a receipt that doesn't arrive is given up, the server has deadlines of its own. @param {object} receipt */
  async #post(receipt) {
    for (const pause of [...RECEIPT_RETRIES, 0]) {
      try {
        return await request(`launches/${encodeURIComponent(this.#token)}/receipts/`, receipt);
      } catch (error) {
        if (!(error instanceof Failure) || error.reason !== "launch_unavailable") return undefined;
      }
      await sleep(pause);
    }
    return undefined;
  }

  /** @param {"opened" | "failed" | "closed"} name @param {{reason: string, message: string}} [failure] */
  #emit(name, failure) {
    const { handoff = "", ref = "", provider = this.#options.provider ?? "" } = this.#launch;
    /** @type {Outcome} */
    const outcome = { handoff, ref, provider, ...failure };
    const callback = { opened: this.#options.onOpened, failed: this.#options.onFailed, closed: this.#options.onClosed }[name];
    quietly(() => callback?.(outcome));
    quietly(() => document.dispatchEvent(new CustomEvent(`handoff:${name}`, { detail: outcome })));
  }
}

/** The token stands behind the #, so that it reaches no server's log; nor does it stay in the browser's history. */
function startTest() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const token = parameters.get(TEST_PARAMETER);
  if (!token) return;
  parameters.delete(TEST_PARAMETER);
  const rest = parameters.toString();
  history.replaceState(history.state, "", location.pathname + location.search + (rest && `#${rest}`));
  current = new Chat(token, {}, true);
  void current.run();
}

/** @param {string} slug @returns {Promise<Widget>} */
async function readyWidget(slug) {
  const widget = await loadWidget(slug);
  const deadline = performance.now() + READY_WITHIN;
  while (!widget.ready()) {
    if (performance.now() > deadline) throw new Failure(widget.present() ? "widget_timeout" : "widget_blocked");
    await sleep(READY_EVERY);
  }
  return widget;
}

/** @param {string} slug @returns {Promise<Widget>} */
async function loadWidget(slug) {
  if (!/^[a-z][a-z0-9_]{0,30}$/.test(slug)) throw new Failure("unsupported");
  const module = await within(import(`./providers/${slug}.js`).catch(() => undefined), MODULE_WITHIN);
  if (!module) throw new Failure("unsupported");
  return module.default;
}

/**
 * One call of the API: GET, or POST where there is a body.
 *
 * @param {string} path @param {object} [body] @returns {Promise<any>}
 */
async function request(path, body) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), REQUEST_WITHIN);
  try {
    const answer = await fetch(new URL(path, API), {
      method: body ? "POST" : "GET",
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
      keepalive: Boolean(body), // a receipt outlives the page
      credentials: "omit",
      cache: "no-store",
      signal: abort.signal,
    });
    const content = await answer.json().catch(() => undefined);
    if (answer.ok && content) return content;
    throw new Failure(refusal(answer.status, content?.code));
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("launch_unavailable");
  } finally {
    clearTimeout(timer);
  }
}

/** @param {number} status @param {unknown} code */
function refusal(status, code) {
  const known = Object.entries(REFUSED).find(([name]) => name === code);
  if (known) return known[1];
  if (status === 410) return "ended";
  return status === 429 || status >= 500 ? "launch_unavailable" : "invalid_token";
}

/** The promise's value, or undefined when it takes too long or fails. @template T @param {Promise<T>} promise @param {number} ms */
async function within(promise, ms) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  try {
    return /** @type {T | undefined} */ (await Promise.race([promise, late]));
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {number} least @param {number} value @param {number} most */
const between = (least, value, most) => Math.min(Math.max(least, value), most);

/** The page's callbacks, and widgets on their way out, must not break anything here. @param {() => void} action */
function quietly(action) {
  try {
    action();
  } catch (error) {
    console.error("Handoff:", error);
  }
}

quietly(startTest);
