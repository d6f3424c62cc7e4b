/** A note's HTML, with nothing but plain formatting left of it. */

import { make } from "./http.js";

const ALLOWED = new Set(["P", "BR", "B", "STRONG", "I", "EM", "UL", "OL", "LI", "H1", "H2", "H3"]);

/** @param {string} html @returns {Node[]} */
export function safe(html) {
  const copy = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.data)];
    const children = [...node.childNodes].flatMap(copy);
    return ALLOWED.has(node.nodeName) ? [make(node.nodeName, {}, ...children)] : children;
  };
  return copy(new DOMParser().parseFromString(html, "text/html").body);
}
