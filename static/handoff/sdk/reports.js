/**
 * What is told of a chat: receipts to Handoff, callbacks and events to the page.
 *
 * @typedef {import("../handoff.js").ChatOptions} ChatOptions
 * @typedef {import("../handoff.js").Outcome} Outcome
 */

import { Failure } from "./failures.js";
import { request } from "./requests.js";
import { quietly, sleep } from "./timing.js";

const PAUSES = [1_000, 4_000, 0];

/**
 * A receipt that doesn't arrive is given up: the server has deadlines of its own.
 *
 * @param {string} token @param {object} receipt @returns {Promise<{fallback?: string} | undefined>}
 */
export async function sendReceipt(token, receipt) {
  for (const pause of PAUSES) {
    try {
      return await request(token, "receipts/", receipt);
    } catch (error) {
      if (!(error instanceof Failure) || error.reason !== "launch_unavailable") return undefined;
    }
    await sleep(pause);
  }
  return undefined;
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
