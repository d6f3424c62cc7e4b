/**
 * What a browser keeps of edits that were not saved. A full or forbidden store does no harm: then nothing is kept.
 *
 * @typedef {import("./unsaved_draft.js").Kept} Kept
 */

// Older edits are worth nothing, and a playbook needs no more of them than that.
const OLDEST = 30 * 24 * 60 * 60 * 1000;
const MOST = 5;

/** A key of its own for each opened page. @param {string} prefix */
export function newKey(prefix) {
  return `${prefix}:${Math.random().toString(36).slice(2)}`;
}

/** Whether it is kept now. @param {string} key @param {Kept} edits */
export function keep(key, edits) {
  try {
    localStorage.setItem(key, JSON.stringify(edits));
    return true;
  } catch {
    return false;
  }
}

/** @param {string} key */
export function drop(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

/** The newest first; those too old or too many are dropped. @param {string} prefix @returns {[string, Kept][]} */
export function keptUnder(prefix) {
  const found = keysUnder(prefix).flatMap((key) => read(key)).sort(([, one], [, other]) => other.at - one.at);
  const fresh = found.filter(([, kept], place) => place < MOST && Date.now() - kept.at < OLDEST);
  found.filter((entry) => !fresh.includes(entry)).forEach(([key]) => drop(key));
  return fresh;
}

/** @param {string} prefix @returns {string[]} */
function keysUnder(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`${prefix}:`));
  } catch {
    return [];
  }
}

/** What another version of this page wrote, or somebody's hand, is no edit of ours. @param {string} key @returns {[string, Kept][]} */
function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "");
    const isOurs = [kept.name, kept.draft, kept.revision].every((text) => typeof text === "string") && Array.isArray(kept.agents);
    return isOurs && typeof kept.at === "number" ? [[key, kept]] : [];
  } catch {
    return [];
  }
}
