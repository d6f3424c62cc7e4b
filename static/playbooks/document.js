/**
 * Plain text in and out: each line of the text is one line of the document, and nothing else is in it. So what the
 * author sees is what is saved, and a place in the text is a place in the document, plus one for each line before.
 */

import { Fragment, ReplaceStep, Schema, Slice, TextSelection } from "./library.js";

export const schema = new Schema({
  nodes: {
    doc: { content: "line+" },
    // Each line finds its own direction: playbooks are written from right to left too.
    line: { content: "text*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", { dir: "auto" }, 0] },
    text: {},
  },
});

const texts = new WeakMap();

/** @param {string} text */
export function documentOf(text) {
  return schema.node("doc", null, linesOf(text));
}

/** @param {any} doc @returns {string} */
export function textOf(doc) {
  if (!texts.has(doc)) {
    const lines = /** @type {string[]} */ ([]);
    doc.forEach((/** @type {any} */ line) => lines.push(line.textContent));
    texts.set(doc, lines.join("\n"));
  }
  return texts.get(doc);
}

/** @param {string} text */
export function plain(text) {
  return text.replace(/\r\n?/g, "\n");
}

/** The way from places in this text to those in its document. @param {string} text @returns {(offset: number) => number} */
export function positionsIn(text) {
  const breaks = /** @type {number[]} */ ([]);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) breaks.push(at);
  return (offset) => offset + 1 + countBelow(breaks, offset);
}

/** The way back. @param {any} doc @param {number} position */
export function offsetOf(doc, position) {
  return position - 1 - doc.resolve(position).index(0);
}

/** The way from Python's places, which are code points, to JavaScript's. @param {string} text @returns {(point: number) => number} */
export function unitsIn(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (point) => point;
  const starts = /** @type {number[]} */ ([]);
  for (let unit = 0; unit < text.length; unit += /** @type {number} */ (text.codePointAt(unit)) > 0xffff ? 2 : 1) starts.push(unit);
  return (point) => starts[point] ?? text.length;
}

/** Text in the place of what stands between, to the letter; the caret goes behind it. @param {any} tr @param {number} from @param {number} to @param {string} text */
export function putText(tr, from, to, text) {
  const [start, end] = [Math.max(from, 1), Math.min(to, tr.doc.content.size - 1)];
  const step = new ReplaceStep(start, end, new Slice(Fragment.from(linesOf(text)), 1, 1));
  tr.step(step);
  return tr.setSelection(TextSelection.create(tr.doc, step.getMap().map(end)));
}

/** As little as makes the document say this, so that caret and marks stay. @param {any} tr @param {string} text */
export function makeItSay(tr, text) {
  const before = textOf(tr.doc);
  const most = Math.min(before.length, text.length);
  let start = 0;
  while (start < most && before[start] === text[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === text.at(-1 - end)) end += 1;
  const position = positionsIn(before);
  return putText(tr, position(start), position(before.length - end), text.slice(start, text.length - end));
}

/** @param {string} text */
function linesOf(text) {
  return text.split("\n").map((line) => schema.node("line", null, line ? [schema.text(line)] : []));
}

/** @param {number[]} sorted @param {number} value */
function countBelow(sorted, value) {
  let low = 0;
  for (let high = sorted.length; low < high;) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
