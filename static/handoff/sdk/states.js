/**
 * The states of a chat, in one table: how long each may last in milliseconds, and where it may lead. A move that does
 * not stand here is not made.
 *
 * @typedef {"launching" | "checking" | "identifying" | "opening" | "opened" | "closed" | "failed" | "left"} State
 * @typedef {{within: number, next: readonly State[]}} Row
 */

/** @type {Readonly<Record<State, Row>>} */
export const STATES = Object.freeze({
  /** Handoff is asked how the chat opens. */
  launching: { within: 15_000, next: ["checking", "failed", "left"] },
  /** The widget is found and gets ready, and the platform says whether somebody is there. */
  checking: { within: 10_000, next: ["identifying", "failed", "left"] },
  /** The widget is told who the customer is; where that takes too long, the chat opens without. */
  identifying: { within: 3_000, next: ["opening", "failed", "left"] },
  /** One try to open; there are two. */
  opening: { within: 6_000, next: ["opened", "failed", "left"] },
  opened: { within: Infinity, next: ["closed", "left"] },
  closed: { within: Infinity, next: [] },
  failed: { within: Infinity, next: [] },
  /** Another chat took its place, or it could not come back by itself: what happens from now on is not its own. */
  left: { within: Infinity, next: [] },
});

/** @param {State} from @param {State} to */
export const mayMove = (from, to) => STATES[from].next.includes(to);

/** @param {State} state */
export const isOver = (state) => STATES[state].next.length === 0;
