/** The token of the chat that is open in this tab, so that it comes back on the next page. Without storage, it doesn't. */

const KEY = "handoff-chat";

/** @returns {string} */
export function remembered() {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} token */
export function remember(token) {
  try {
    sessionStorage.setItem(KEY, token);
  } catch {
    // Refused, or full.
  }
}

/** Unless another chat has taken its place. @param {string} token */
export function forget(token) {
  try {
    if (remembered() === token) sessionStorage.removeItem(KEY);
  } catch {
    // There is nothing to forget.
  }
}
