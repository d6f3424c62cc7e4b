/** The editor itself, in the place of one text field, which it keeps to the letter. */

import { chips } from "./chips.js";
import { clipboard } from "./clipboard.js";
import { documentOf, makeItSay, offsetOf, plain, textOf } from "./document.js";
import { baseKeymap, closeHistory, EditorState, EditorView, history, keymap, redo, splitBlock, TextSelection, undo } from "./library.js";
import { marks } from "./marks.js";
import { menu } from "./menu.js";

// What is typed is not hidden under the bar of buttons.
const FREE = { top: 8, right: 0, bottom: 96, left: 0 };
const KEYS = keymap({ "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo, "Shift-Enter": splitBlock, "Mod-a": chooseAll });

// Beyond this many lines the editor becomes slow; a text field does not.
export const MOST_LINES = 5_000;

/** @param {HTMLTextAreaElement} field @param {HTMLElement} holder @param {() => void} giveUp  called once the text has more lines than the editor can take: the field goes on with it */
export function openEditor(field, holder, giveUp = () => {}) {
  const id = `${field.id}_editor`;
  const handOver = (/** @type {any} */ { doc, selection }) => {
    giveUp();
    write(field, textOf(doc));
    const caret = offsetOf(doc, selection.head);
    field.setSelectionRange(caret, caret);
  };
  const view = new EditorView(holder, {
    state: EditorState.create({ doc: documentOf(field.value), plugins: pluginsOf(field, holder, id) }),
    attributes: { ...namesOf(field), id, class: "hf-playbook-editor__text" },
    scrollMargin: FREE,
    scrollThreshold: FREE,
    dispatchTransaction(/** @type {any} */ tr) {
      if (tr.doc.childCount > MOST_LINES) return handOver(tr);
      view.updateState(view.state.apply(tr));
      if (tr.docChanged) write(field, textOf(view.state.doc));
    },
  });
  // Who sets the field from outside (a starter, a draft brought back) sets the editor with it.
  const follow = () => {
    const text = plain(field.value);
    if (!view.isDestroyed && text !== textOf(view.state.doc)) view.dispatch(makeItSay(closeHistory(view.state.tr), text));
  };
  field.addEventListener("input", follow);
  // A browser that went back may set the field after the scripts have run: what is seen is what is sent.
  addEventListener("pageshow", follow);
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

/** All of the text, and not the document around it, which Enter would not replace. @param {any} state @param {(tr: any) => void} dispatch */
function chooseAll({ doc, tr }, dispatch) {
  dispatch(tr.setSelection(TextSelection.create(doc, 1, doc.content.size - 1)));
  return true;
}

/** @param {HTMLTextAreaElement} field @param {string} text */
function write(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
