/**
 * The chat that is open in this tab, so that it comes back on the next page. Without storage, it doesn't.
 *
 * @typedef {{token: string, handoff: string, said: boolean}} Kept  said: its message, or its draft, has gone out
 */

const KEY = "handoff-chat";

/** @returns {Kept | undefined} */
export function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") ?? undefined;
  } catch {
    return undefined; // Refused, or not of this kind.
  }
}

/** @param {string | undefined} handoff @returns {Kept | undefined} */
export function rememberedOf(handoff) {
  const kept = remembered();
  return kept && kept.handoff === handoff ? kept : undefined;
}

/** @param {Kept} kept */
export function remember(kept) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Refused, or full.
  }
}

/** Unless another chat has taken its place. @param {string} token */
export function forget(token) {
  try {
    if (remembered()?.token === token) sessionStorage.removeItem(KEY);
  } catch {
    // There is nothing to forget.
  }
}
