/** Starts the editor of each playbook's text on the page, and has the text checked while it is written. */

import { Check } from "./check.js";
import { documentOf, textOf } from "./document.js";
import { Findings } from "./findings.js";
import { made } from "./menu_list.js";
import { EditorPlaces, FieldPlaces } from "./places.js";
import { MOST_LINES, openEditor } from "./view.js";

const TOO_MANY = "This text has so many lines that it is edited as plain text here.";
const NOT_EXACT = "This text holds characters that only a plain text field keeps exactly, so it is edited in one.";
const CHANGED = "The text has changed there meanwhile: it is being checked again.";

/** @param {HTMLTextAreaElement} field */
function start(field) {
  const box = /** @type {HTMLElement} */ (field.closest("[data-playbook-field]"));
  const reason = whyNot(field.value);
  const said = box.querySelector("[data-editor-said]");
  if (said) said.textContent = reason;
  if (reason) check(field, box, () => new FieldPlaces(field));
  else check(field, box, replaced(field, box, () => { if (said) said.textContent = TOO_MANY; }));
}

/** @param {string} text */
function whyNot(text) {
  if (text.split("\n").length > MOST_LINES) return TOO_MANY;
  return textOf(documentOf(text)) === text ? "" : NOT_EXACT;
}

/** Which of the two is there now is asked each time. @param {HTMLTextAreaElement} field @param {HTMLElement} box @param {() => void} given  called when the text field comes back */
function replaced(field, box, given) {
  const holder = made("div", { class: "hf-playbook-editor__box" });
  field.before(holder);
  /** @type {EditorPlaces | FieldPlaces} */ let places;
  const view = openEditor(field, holder, () => {
    places = new FieldPlaces(field);
    view.destroy();
    holder.remove();
    field.hidden = false;
    field.focus();
    given();
  });
  places = new EditorPlaces(view);
  field.hidden = true;
  box.querySelector("label")?.addEventListener("click", () => { if (!view.isDestroyed) view.focus(); });
  return () => places;
}

/** @param {HTMLTextAreaElement} field @param {HTMLElement} box @param {() => EditorPlaces | FieldPlaces} places */
function check(field, box, places) {
  const asking = new Check(field, (text, answer) => {
    if (answer) findings.show(places().take(text, answer.findings), answer.problem);
    else findings.unreached();
  });
  const findings = new Findings(box, {
    show: (number) => places().show(number),
    mend: (number) => {
      if (places().mend(number)) return;
      findings.say(CHANGED);
      asking.soon();
    },
  });
  field.addEventListener("input", () => asking.soon());
  field.form?.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.name === "agents") asking.soon();
  });
  asking.soon();
}

document.querySelectorAll("textarea[data-playbook-editor]").forEach((field) => start(/** @type {HTMLTextAreaElement} */ (field)));
