/** The places of the findings, in the editor and in the plain text field: to go to, and to mend with one click. */

import { putText, unitsIn } from "./document.js";
import { closeHistory, TextSelection } from "./library.js";
import { mark, placesOf } from "./marks.js";

/** @typedef {import("./marks.js").Finding} Finding */
/** @typedef {import("./marks.js").Place} Place */

export class EditorPlaces {
  /** @param {any} view */
  constructor(view) {
    this.view = view;
  }

  /** @param {string} text @param {Finding[]} findings @returns {Place[]} */
  take(text, findings) {
    mark(this.view, text, findings);
    return placesOf(this.view.state);
  }

  /** @param {number} number */
  show(number) {
    const { from, to } = placesOf(this.view.state)[number];
    const { tr } = this.view.state;
    // The whole place is chosen, to be seen; one that has gone meanwhile is a caret.
    this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from, Math.max(from, to))).scrollIntoView());
    this.view.focus();
  }

  /** Whether it could be done: the author may have changed it meanwhile. @param {number} number */
  mend(number) {
    const { from, to, about, replacement } = placesOf(this.view.state)[number];
    const { state } = this.view;
    if (replacement === null || to < from || state.doc.textBetween(from, to, "\n") !== about) return false;
    this.view.dispatch(putText(closeHistory(state.tr), from, to, replacement).scrollIntoView());
    // What is typed at once behind it is another step of undo.
    this.view.dispatch(closeHistory(this.view.state.tr));
    this.view.focus();
    return true;
  }
}

export class FieldPlaces {
  /** @type {Place[]} */ #places = [];

  /** @param {HTMLTextAreaElement} field */
  constructor(field) {
    this.field = field;
  }

  /** @param {string} text @param {Finding[]} findings @returns {Place[]} */
  take(text, findings) {
    const unit = unitsIn(text);
    this.#places = findings.map((finding) => {
      const [from, to] = [unit(finding.start), unit(finding.end)];
      return { ...finding, from, to, about: text.slice(from, to) };
    });
    return this.#places;
  }

  /** @param {number} number */
  show(number) {
    const { from, to } = this.#places[number];
    this.field.focus();
    this.field.setSelectionRange(from, to);
  }

  /** @param {number} number */
  mend(number) {
    const { from, to, about, replacement } = this.#places[number];
    if (replacement === null || this.field.value.slice(from, to) !== about) return false;
    this.field.focus();
    this.field.setRangeText(replacement, from, to, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }
}
