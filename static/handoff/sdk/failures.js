/** Why a chat does not open. */

/**
 * @typedef {"widget_absent" | "widget_blocked" | "widget_timeout" | "widget_inert" | "widget_busy" | "team_unavailable"
 *   | "launch_unavailable" | "expired" | "invalid_token" | "ended" | "origin_not_allowed" | "unsupported" | "unexpected"
 * } Reason
 */

/** What the customer may be told where Handoff itself could not be asked. */
export const FALLBACK = "I'm sorry, the support chat could not be opened. I'm happy to keep helping you right here.";

/** An end that has a reason code. */
export class Failure extends Error {
  /** @param {Reason} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** With these the server would refuse a receipt too. @type {Record<string, Reason>} */
const REFUSED = {
  expired_token: "expired",
  invalid_token: "invalid_token",
  origin_not_allowed: "origin_not_allowed",
  handoff_ended: "ended",
};

/** @param {Reason} reason */
export const isRefusal = (reason) => Object.values(REFUSED).includes(reason);

/** Handoff is away, for now. @param {unknown} error */
export const isPassing = (error) => error instanceof Failure && error.reason === "launch_unavailable";

/**
 * What an answer means that holds nothing to go on with. Handoff never refuses without a code: what has none is from
 * somebody on the way, or not all of it arrived.
 *
 * @param {number} status @param {unknown} code @returns {Reason}
 */
export function refusal(status, code) {
  const known = Object.entries(REFUSED).find(([name]) => name === code);
  if (known) return known[1];
  if (typeof code !== "string" || status === 429 || status >= 500) return "launch_unavailable";
  return status === 410 ? "ended" : "invalid_token";
}
