/**
 * How the chat opens, as Handoff answers it.
 *
 * @typedef {object} Launch
 * @property {"ready" | "preparing"} status
 * @property {string} [handoff]
 * @property {string} [ref]
 * @property {string} [provider]
 * @property {Record<string, any>} [options]  what the platform's module opens the chat with
 * @property {boolean} [opened]          this handoff's chat was open before, in this tab or another
 * @property {boolean} [settled]         false: later options may name the conversation
 * @property {string} [wants]            "visitor_id": Handoff waits for the widget's own id of this visitor
 * @property {number} [retry_after_ms]
 * @property {string} [fallback]         what the customer may be told where the chat does not open
 * @property {boolean} [test]            started from the admin, to try the handoff
 */

import { Failure, isPassing } from "./failures.js";
import { request } from "./requests.js";
import { between, sleep } from "./timing.js";

const BREAK = { first: 500, most: 2_000 };
const PAUSE = { least: 100, usual: 500, most: 2_000 };
const SETTLE_WITHIN = 15_000;
const SETTLE_EVERY = 1_000;

export class Launches {
  /** @type {Launch} */
  latest = { status: "preparing" };
  /** May be renewed while the chat goes on. */
  token;
  #hear;

  /** @param {string} token @param {(launch: Launch) => void} hear  gets each answer; what it throws ends the asking */
  constructor(token, hear) {
    this.token = token;
    this.#hear = hear;
  }

  /** Asks until the launch is ready. @param {number} ms */
  async ready(ms) {
    const deadline = performance.now() + ms;
    for (;;) {
      await this.#ask(deadline);
      if (this.latest.status === "ready") return;
      const pause = between(PAUSE.least, this.latest.retry_after_ms ?? PAUSE.usual, PAUSE.most);
      if (performance.now() + pause > deadline) throw new Failure("launch_unavailable");
      await sleep(pause);
    }
  }

  /**
   * The chat is open; the conversation with the summary may still be on its way.
   *
   * @param {() => boolean} isOpen @param {(options: Record<string, any>) => Promise<void>} changed
   */
  async settle(isOpen, changed) {
    const deadline = performance.now() + SETTLE_WITHIN;
    while (isOpen() && !this.latest.settled && performance.now() < deadline) {
      await sleep(SETTLE_EVERY);
      const before = JSON.stringify(this.latest.options ?? {});
      await this.#ask(deadline);
      const { status, options = {} } = this.latest;
      if (isOpen() && status === "ready" && JSON.stringify(options) !== before) await changed(options);
    }
  }

  /** A break of the network is waited out. @param {number} deadline */
  async #ask(deadline) {
    for (let pause = BREAK.first; ; pause = Math.min(2 * pause, BREAK.most)) {
      try {
        const launch = await request(this.token, "", undefined, deadline - performance.now());
        this.#hear(launch);
        this.latest = launch;
        return;
      } catch (error) {
        if (!isPassing(error) || performance.now() + pause > deadline) throw error;
      }
      await sleep(pause);
    }
  }
}
