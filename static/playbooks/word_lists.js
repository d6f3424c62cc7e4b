/** Word writes no lists: each item is a paragraph that names its level in a style, with the bullet or number as text of its own. */

const LEVEL = /mso-list:\s*l\d+\s+level(\d+)/i;
const IGNORED = /mso-list:\s*ignore/i;
const NUMBER = /^([0-9]+|[a-z]{1,4})[.)]/i;
const DEEPEST = 9;
const STEP = 3;

/** @param {Element} node @param {string} style @returns {{marker: string, indent: string} | null} */
export function wordList(node, style) {
  const level = LEVEL.exec(style)?.[1];
  if (!level) return null;
  const own = [...node.querySelectorAll("span[data-style]")].find((span) => IGNORED.test(span.getAttribute("data-style") ?? ""));
  const number = NUMBER.exec(own?.textContent?.trim() ?? "")?.[0];
  return { marker: number ? `${number} ` : "- ", indent: " ".repeat(STEP * (Math.min(Number(level), DEEPEST) - 1)) };
}
