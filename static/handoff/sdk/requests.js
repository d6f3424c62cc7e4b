/** One call of the API, without cookies. */

import { Failure, refusal } from "./failures.js";
import { within } from "./timing.js";

const API = new URL("../", import.meta.url);
const WITHIN = 8_000;

/**
 * GET, or POST where there is a body.
 *
 * @param {string} token @param {string} path @param {object} [body] @param {number} [ms] @returns {Promise<any>}
 */
export async function request(token, path, body, ms = WITHIN) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), Math.min(ms, WITHIN));
  try {
    const answer = await fetch(new URL(`launches/${encodeURIComponent(token)}/${path}`, API), {
      method: body ? "POST" : "GET",
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
      keepalive: Boolean(body), // a receipt outlives the page
      credentials: "omit",
      cache: "no-store",
      signal: abort.signal,
    });
    // Read first, then understood: an answer that breaks off on its way refuses nothing.
    const content = understood(await answer.text());
    if (answer.ok && content) return content;
    throw new Failure(refusal(answer.status, content?.code));
  } catch (error) {
    throw error instanceof Failure ? error : new Failure("launch_unavailable");
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} text @returns {any} undefined where it is no JSON, as of a proxy on the way */
function understood(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The address of a platform's module. @param {string} slug */
export const moduleOf = (slug) => new URL(`providers/${slug}.js`, API).href;

/** Whether Handoff gives out its scripts now. @param {number} ms */
export async function isThere(ms) {
  const asked = fetch(new URL("handoff.js", API), { credentials: "omit", cache: "no-store" });
  const answer = await within(asked, ms).catch(() => undefined);
  return answer?.ok === true;
}
