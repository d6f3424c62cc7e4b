/**
 * A command in the text is shown as a chip. The chip is drawn over the words, which stay the author's own: so undo,
 * cut, copy and saving have nothing to convert. The caret passes over it, and Backspace takes it away, in one step.
 */

import { find } from "./directives.js";
import { positionsIn, textOf } from "./document.js";
import { catchUp, closeHistory, Decoration, DecorationSet, Plugin, PluginKey, TextSelection } from "./library.js";

/** @typedef {import("./directives.js").Command} Command */
/** @typedef {{from: number, to: number, wholeTo: number, command: Command}} Chip  wholeTo: behind its arguments, which stay plain words */

const key = new PluginKey("chips");

/** @param {Command[]} commands */
export function chips(commands) {
  let composing = () => false;
  return new Plugin({
    key,
    state: {
      init: (/** @type {any} */ _config, /** @type {any} */ state) => drawn(state.doc, commands),
      apply: (/** @type {any} */ tr, /** @type {any} */ before) => (tr.docChanged ? drawn(tr.doc, commands) : before),
    },
    view: (/** @type {any} */ view) => {
      composing = () => view.composing;
      return {};
    },
    props: {
      decorations: (/** @type {any} */ state) => key.getState(state).decorations,
      handleDOMEvents: { keydown: catchUp },
      handleKeyDown: (/** @type {any} */ view, /** @type {KeyboardEvent} */ event) => takenAway(view, event),
    },
    appendTransaction: (/** @type {any[]} */ trs, /** @type {any} */ before, /** @type {any} */ after) =>
      trs.some((tr) => tr.docChanged) || composing() ? null : passedOver(before, after),
  });
}

/** @param {any} state @returns {Chip[]} */
export function chipsOf(state) {
  return key.getState(state).chips;
}

/** @param {any} doc @param {Command[]} commands */
function drawn(doc, commands) {
  const text = textOf(doc);
  const position = positionsIn(text);
  const found = find(text, commands).map(({ command, start, end, wholeEnd }) => (
    { command, from: position(start), to: position(end), wholeTo: position(wholeEnd) }
  ));
  return { chips: found, decorations: DecorationSet.create(doc, found.flatMap(chip)) };
}

/** @param {Chip} chip */
function chip({ command, from, to, wholeTo }) {
  return [
    Decoration.inline(from, to, { class: "hf-chip", title: command.help, "data-command": command.slug }),
    ...(wholeTo > to ? [Decoration.inline(to, wholeTo, { class: "hf-arguments" })] : []),
  ];
}

/** Backspace behind a chip, and Delete before it. @param {any} view @param {KeyboardEvent} event */
function takenAway(view, event) {
  const side = { Backspace: "to", Delete: "from" }[event.key];
  const { empty, head } = view.state.selection;
  if (!side || !empty || event.isComposing) return false;
  const there = chipsOf(view.state).find((chip) => (side === "to" ? chip.to : chip.from) === head);
  if (!there) return false;
  view.dispatch(closeHistory(view.state.tr.delete(there.from, there.to)).scrollIntoView());
  return true;
}

/** A caret that came into a chip goes on to its other end; one that was put there, to the nearer end. @param {any} before @param {any} after */
function passedOver(before, after) {
  const { empty, head } = after.selection;
  const inside = empty && chipsOf(after).find((chip) => chip.from < head && head < chip.to);
  if (!inside) return null;
  const { from, to } = inside;
  const came = before.selection.head;
  const nearer = head - from < to - head ? from : to;
  const goal = came === from ? to : came === to ? from : nearer;
  return after.tr.setSelection(TextSelection.create(after.doc, goal));
}
