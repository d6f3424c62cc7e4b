/**
 * What is told of a chat: receipts to Handoff, callbacks and events to the page.
 *
 * @typedef {import("../handoff.js").ChatOptions} ChatOptions
 * @typedef {import("../handoff.js").Outcome} Outcome
 */

import { isPassing } from "./failures.js";
import { request } from "./requests.js";
import { quietly } from "./timing.js";

/** Between the tries: a break of some minutes is survived. */
const PAUSES = [1_000, 4_000, 10_000, 30_000, 60_000, 120_000];

/**
 * Until it arrives: received twice it says no more than once. In the end it is given up: the server has deadlines of its own.
 *
 * @param {string} token @param {object} receipt @returns {Promise<{fallback?: string} | undefined>}
 */
export async function sendReceipt(token, receipt) {
  for (let tries = 0; ; tries++) {
    try {
      return await request(token, "receipts/", receipt);
    } catch (error) {
      if (!isPassing(error) || tries === PAUSES.length) return undefined;
    }
    await pausing(PAUSES[tries]);
  }
}

/** It is over early where the network comes back, and where the page is left: the request outlives it. @param {number} ms */
function pausing(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
    for (const event of ["online", "pagehide"]) addEventListener(event, resolve, { once: true });
  });
}

/**
 * Beside everything else: nothing waits for it but the context, which goes another way without it.
 *
 * @param {string} token @param {Promise<import("./widgets.js").Widget>} widget
 */
export async function tellVisitor(token, widget) {
  try {
    const id = String((await widget).visitorId?.() ?? "");
    if (id) await sendReceipt(token, { event: "visitor", visitor_id: id });
  } catch {
    // What is wrong with the widget is told where it is opened.
  }
}

/** @param {"offered" | "accepted" | "opened" | "failed" | "closed"} name @param {object} detail */
export function emit(name, detail) {
  quietly(() => document.dispatchEvent(new CustomEvent(`handoff:${name}`, { detail })));
}

/** @param {ChatOptions} options @param {"opened" | "failed" | "closed"} name @param {Outcome} outcome */
export function tell({ onOpened, onFailed, onClosed }, name, outcome) {
  call({ opened: onOpened, failed: onFailed, closed: onClosed }[name], outcome);
  emit(name, outcome);
}

/** @param {((outcome: Outcome) => void) | undefined} callback @param {Outcome} outcome */
export function call(callback, outcome) {
  quietly(() => callback?.(outcome));
}
