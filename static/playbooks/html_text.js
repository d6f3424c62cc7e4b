/**
 * The words of a pasted page: its paragraphs and its lists, as plain text, and nothing else of it. The page is parsed
 * apart from ours, so nothing in it runs or is fetched.
 */

import { wordList } from "./word_lists.js";
import { LINE, PARAGRAPH, Written } from "./written.js";

const DROPPED = new Set("SCRIPT STYLE XMP HEAD TITLE XML TEMPLATE NOSCRIPT SVG MATH IMG PICTURE VIDEO AUDIO CANVAS OBJECT EMBED IFRAME BUTTON INPUT SELECT TEXTAREA".split(" "));
const PARAGRAPHS = new Set("P H1 H2 H3 H4 H5 H6 BLOCKQUOTE PRE UL OL DL TABLE".split(" "));
const BLOCKS = new Set("DIV LI DT DD TR SECTION ARTICLE ASIDE HEADER FOOTER MAIN NAV FIGURE FIGCAPTION ADDRESS DETAILS SUMMARY HR FORM FIELDSET CAPTION".split(" "));

/** @typedef {{indent: string, isPre: boolean, list: {next: number} | null}} Around  `next` is 0 in a list of bullets */

/** @param {string} html @returns {string} */
export function textOfHtml(html) {
  const written = new Written();
  walk(new DOMParser().parseFromString(tamed(html), "text/html").body, written, { indent: "", isPre: false, list: null });
  return written.text();
}

/** What a page's policy minds even where it does nothing goes by other names: styles are only read here. @param {string} html */
function tamed(html) {
  return html.replace(/<[^<>]*>/g, (tag) =>
    tag.replace(/^(<\/?)style\b/i, "$1xmp").replace(/^<base\b/i, "<wbr").replace(/([\s"'/])(style|on[a-z]+)(\s*=)/gi, "$1data-$2$3"));
}

/** @param {Node} node @param {Written} written @param {Around} around */
function walk(node, written, around) {
  if (node instanceof Text) write(node.data, written, around.isPre);
  else if (node instanceof Element && !isDropped(node)) element(node, written, around);
}

/** @param {Element} node @param {Written} written @param {Around} around */
function element(node, written, around) {
  if (node.tagName === "BR") return written.breakHere();
  if (node.tagName === "TD" || node.tagName === "TH") return cell(node, written, around);
  const apart = spaceAround(node, around);
  written.break(apart);
  const within = entered(node, written, around);
  for (const child of node.childNodes) walk(child, written, within);
  if (within.indent !== around.indent) written.leave(around.indent);
  written.break(apart);
}

/** @param {Element} node @param {Written} written @param {Around} around @returns {Around} */
function entered(node, written, around) {
  const isPre = around.isPre || node.tagName === "PRE" || /white-space:\s*(pre|break-spaces)/.test(styleOf(node));
  const word = wordList(node, styleOf(node));
  if (word) return item(word.marker, { ...around, indent: word.indent, isPre }, written);
  if (node.tagName === "OL" || node.tagName === "UL") return { indent: around.indent + stepInto(node, around), isPre, list: listOf(node) };
  if (node.tagName !== "LI") return { ...around, isPre };
  const list = around.list ?? { next: 0 };
  if (list.next) list.next = numberOf(node, "value") ?? list.next;
  return item(list.next ? `${list.next++}. ` : "- ", { ...around, isPre }, written);
}

/** @param {Element} list */
function listOf(list) {
  return { next: list.tagName === "OL" ? numberOf(list, "start") ?? 1 : 0 };
}

/** Google Docs puts a list of the next level beside its item, not into it. @param {Element} list @param {Around} around */
function stepInto(list, around) {
  const isBeside = /^[OU]L$/.test(list.parentElement?.tagName ?? "");
  return isBeside ? (around.list?.next ? "   " : "  ") : "";
}

/** @param {string} marker @param {Around} around @param {Written} written @returns {Around} */
function item(marker, around, written) {
  const indent = around.indent + " ".repeat(marker.length);
  written.item(around.indent + marker, indent);
  return { ...around, indent };
}

/** A row is one line. @param {Element} node @param {Written} written @param {Around} around */
function cell(node, written, around) {
  const own = new Written();
  for (const child of node.childNodes) walk(child, own, { ...around, indent: "" });
  if (node.previousElementSibling) written.write("\t", true);
  written.write(own.text().split(/\s*\n\s*/).join(" "), true);
}

/** In a list, paragraphs are no further apart than its items. @param {Element} node @param {Around} around */
function spaceAround(node, around) {
  if (/mso-list:\s*l\d/i.test(styleOf(node))) return LINE;
  if (PARAGRAPHS.has(node.tagName)) return around.list ? LINE : PARAGRAPH;
  return BLOCKS.has(node.tagName) ? LINE : 0;
}

/** @param {string} words @param {Written} written @param {boolean} isPre */
function write(words, written, isPre) {
  if (!isPre) return written.write(words, false);
  words.split(/\r\n?|\n/).forEach((line, number) => {
    if (number) written.breakHere();
    written.write(line, true);
  });
}

/** @param {Element} node */
function isDropped(node) {
  return DROPPED.has(node.tagName.toUpperCase()) || node.hasAttribute("hidden") || /display:\s*none|mso-list:\s*ignore/i.test(styleOf(node));
}

/** @param {Element} node */
function styleOf(node) {
  return node.getAttribute("data-style") ?? "";
}

/** @param {Element} node @param {string} name */
function numberOf(node, name) {
  const value = parseInt(node.getAttribute(name) ?? "", 10);
  return Number.isNaN(value) ? undefined : value;
}
