/** The editor itself, in the place of one text field, which it keeps to the letter. */

import { chips } from "./chips.js";
import { clipboard } from "./clipboard.js";
import { documentOf, makeItSay, plain, textOf } from "./document.js";
import { baseKeymap, closeHistory, EditorState, EditorView, history, keymap, redo, splitBlock, undo } from "./library.js";
import { marks } from "./marks.js";
import { menu } from "./menu.js";

// What is typed is not hidden under the bar of buttons.
const FREE = { top: 8, right: 0, bottom: 96, left: 0 };
const KEYS = keymap({ "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo, "Shift-Enter": splitBlock });

/** @param {HTMLTextAreaElement} field @param {HTMLElement} holder */
export function openEditor(field, holder) {
  const id = `${field.id}_editor`;
  const view = new EditorView(holder, {
    state: EditorState.create({ doc: documentOf(field.value), plugins: pluginsOf(field, holder, id) }),
    attributes: { ...namesOf(field), id, class: "hf-playbook-editor__text" },
    scrollMargin: FREE,
    scrollThreshold: FREE,
    dispatchTransaction(/** @type {any} */ tr) {
      view.updateState(view.state.apply(tr));
      if (tr.docChanged) write(field, textOf(view.state.doc));
    },
  });
  // Who sets the field from outside (a starter, a draft brought back) sets the editor with it.
  field.addEventListener("input", () => {
    const text = plain(field.value);
    if (text !== textOf(view.state.doc)) view.dispatch(makeItSay(closeHistory(view.state.tr), text));
  });
  return view;
}

/** The menu knows of the chips, so it comes after them; while it is open, Enter and the arrows are its own, so it comes before the keys. */
function pluginsOf(/** @type {HTMLTextAreaElement} */ field, /** @type {HTMLElement} */ holder, /** @type {string} */ id) {
  const commands = JSON.parse(field.dataset.commands ?? "[]");
  return [chips(commands), menu(commands, holder, id), marks(), clipboard(), history(), KEYS, keymap(baseKeymap)];
}

/** What screen readers say of the text box. @param {HTMLTextAreaElement} field */
function namesOf(field) {
  return {
    role: "textbox",
    "aria-multiline": "true",
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-labelledby": `${field.id}_label`,
    "aria-describedby": field.getAttribute("aria-describedby") ?? "",
    "aria-invalid": field.getAttribute("aria-invalid") ?? "false",
    spellcheck: "true",
  };
}

/** @param {HTMLTextAreaElement} field @param {string} text */
function write(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
