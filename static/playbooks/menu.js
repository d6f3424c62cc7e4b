/** The menu that `/` opens: which commands it offers, and the keys that choose one. What it looks like is in menu_list.js. */

import { chipsOf } from "./chips.js";
import { mayBegin } from "./directives.js";
import { offsetOf, putText, textOf } from "./document.js";
import { closeHistory, isHistoryTransaction, Plugin, PluginKey } from "./library.js";
import { MenuList, named } from "./menu_list.js";

/** @typedef {import("./directives.js").Command} Command */
/** @typedef {{from: number, to: number, items: Command[], active: number}} Menu */

const MOST = 40;
const key = new PluginKey("menu");
const CLOSED = null;

/** @param {Command[]} commands @param {HTMLElement} box  where the list is put @param {string} id  the text box's */
export function menu(commands, box, id) {
  return new Plugin({
    key,
    state: {
      init: () => CLOSED,
      apply: (/** @type {any} */ tr, /** @type {any} */ before, /** @type {any} */ _old, /** @type {any} */ state) => after(tr, before, state, commands),
    },
    view: (/** @type {any} */ view) => new MenuList(view, box, menuOf, (command) => choose(view, command)),
    props: {
      attributes: (/** @type {any} */ state) => named(id, menuOf(state)),
      handleKeyDown: pressed,
      handleDOMEvents: { blur: (/** @type {any} */ view) => { show(view, CLOSED); } },
    },
  });
}

/** @param {any} state @returns {Menu | null} */
export function menuOf(state) {
  return key.getState(state);
}

/** @param {any} tr @param {Menu | null} before @param {any} state @param {Command[]} commands @returns {Menu | null} */
function after(tr, before, state, commands) {
  const told = tr.getMeta(key);
  if (told !== undefined) return told;
  if (!tr.docChanged && !(before && tr.selectionSet)) return before;
  // What undo brings back was not typed.
  if (isHistoryTransaction(tr)) return CLOSED;
  const offered = offers(state, commands);
  const isNew = offered && before?.from !== offered.from;
  // Opened by typing a slash; from then on it follows what is typed behind it, and Escape closes it for this slash.
  return isNew && !typedJustNow(offered) ? CLOSED : offered;
}

/** @param {Menu} menu */
function typedJustNow({ from, to }) {
  return to - from === 1;
}

/** What is offered at the caret. @param {any} state @param {Command[]} commands @returns {Menu | null} */
function offers(state, commands) {
  const { empty, $head } = state.selection;
  const line = $head.parent.textContent;
  const [typed, rest] = [line.slice(0, $head.parentOffset), line.slice($head.parentOffset)];
  const slash = typed.lastIndexOf("/");
  if (!empty || slash < 0 || typed.length - slash > MOST || /^[\p{L}\p{N}]/u.test(rest)) return CLOSED;
  const from = $head.pos - typed.length + slash;
  if (chipsOf(state).some((chip) => chip.from === from) || !mayBegin(textOf(state.doc), offsetOf(state.doc, from))) return CLOSED;
  const items = commands.filter((command) => isMeant(command, typed.slice(slash + 1)));
  return items.length ? { from, to: $head.pos, items, active: 0 } : CLOSED;
}

/**
 * The words typed are words of the command, in its order, and the last one begins one. Not more kindly: Enter behind
 * "/Handof to support" is a new line, and what is misspelt is the check's affair.
 * @param {Command} command @param {string} typed
 */
function isMeant(command, typed) {
  const words = command.text.slice(1).toLowerCase().split(" ");
  const parts = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return parts.every((part, number) => {
    const isLast = number === parts.length - 1;
    const at = words.findIndex((word) => (isLast ? word.startsWith(part) : word === part));
    return at >= 0 && words.splice(0, at + 1).length > 0;
  });
}

/** @param {any} view @param {KeyboardEvent} event */
function pressed(view, event) {
  const open = menuOf(view.state);
  if (!open || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  const { active, items } = open;
  const to = (/** @type {number} */ next) => show(view, { ...open, active: (next + items.length) % items.length });
  switch (event.key) {
    case "ArrowDown": return to(active + 1);
    case "ArrowUp": return to(active - 1);
    case "Enter":
    case "Tab": return choose(view, items[active]);
    case "Escape": event.stopPropagation(); return show(view, CLOSED);
    default: return false;
  }
}

/** @param {any} view @param {Menu | null} menu */
function show(view, menu) {
  if (menuOf(view.state) !== menu) view.dispatch(view.state.tr.setMeta(key, menu));
  return true;
}

/** @param {any} view @param {Command} command */
function choose(view, command) {
  const open = menuOf(view.state);
  if (!open) return true;
  const tr = putText(closeHistory(view.state.tr), open.from, open.to, command.text);
  view.dispatch(tr.setMeta(key, CLOSED).scrollIntoView());
  // What is typed at once behind it is another step of undo.
  view.dispatch(closeHistory(view.state.tr));
  view.focus();
  return true;
}
