/**
 * Edits that were not saved survive a closed tab: they are kept in this browser, for this person, Brand and playbook.
 * Each opened page keeps its own, so two tabs of one playbook never write over each other.
 *
 * @typedef {{name: string, draft: string, agents: string[]}} Fields
 * @typedef {Fields & {at: number, revision: string, sent?: boolean}} Kept
 */

import { drop, keep, keptUnder, newKey } from "./unsaved_store.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("playbook_form"));
const panel = /** @type {HTMLElement} */ (form.querySelector("[data-unsaved-edits]"));
const draft = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("draft"));
const name = /** @type {HTMLInputElement} */ (form.elements.namedItem("name"));
const revision = /** @type {HTMLInputElement} */ (form.elements.namedItem("revision"));
const prefix = form.dataset.unsavedKey ?? "";
// What was posted and refused stands in the form, and nowhere else.
const isRefused = "unsaved" in form.dataset;
const WAIT = 400;
const first = said(fieldsSent());
const own = newKey(prefix);
let timer = 0;
let isLost = false;
let isSent = false;

/** @returns {Fields} */
function fields() {
  const checked = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name=agents]:checked"));
  return { name: name.value, draft: draft.value, agents: [...checked].map((box) => box.value).sort() };
}

/** As the server sent them: some browsers fill in what was typed before a reload. @returns {Fields} */
function fieldsSent() {
  const boxes = [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name=agents]"))];
  const agents = boxes.filter((box) => box.defaultChecked).map((box) => box.value).sort();
  return { name: name.defaultValue, draft: draft.defaultValue, agents };
}

/** Whether two are the same: a text compares as it is stored, and a name without the spaces around it. @param {Fields} of */
function said(of) {
  return JSON.stringify([of.name.trim(), of.draft.replaceAll("\r\n", "\n"), of.agents]);
}

function write() {
  clearTimeout(timer);
  const now = fields();
  if (said(now) === first && !isRefused) drop(own);
  else isLost = !keep(own, { ...now, at: Date.now(), revision: revision.value, sent: isSent });
}

/** What this page shows was saved, or is kept as this page's own. After a new playbook is saved, its page has another key. */
function forgetWhatIsHere() {
  for (const [key, kept] of [...keptUnder(prefix), ...keptUnder(prefix.replace(/[^:]*$/, "new"))]) {
    if (key !== own && said(kept) === first && (key.startsWith(prefix) || kept.sent)) drop(key);
  }
}

function offer() {
  const [found] = keptUnder(prefix).filter(([key, kept]) => key !== own && said(kept) !== first);
  panel.hidden = !found;
  if (found) fill(...found);
}

/** @param {string} key @param {Kept} kept */
function fill(key, kept) {
  const part = (/** @type {string} */ which) => /** @type {HTMLElement} */ (panel.querySelector(`[data-unsaved-${which}]`));
  part("words").textContent = `You have edits from ${when(kept.at)} that were not saved`;
  part("since").hidden = kept.revision === revision.value;
  part("text").textContent = kept.draft;
  panel.dataset.key = key;
}

/** The time alone on the same day. @param {number} at */
function when(at) {
  const then = new Date(at);
  const time = then.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return then.toDateString() === new Date().toDateString() ? time : `${then.toLocaleDateString()}, ${time}`;
}

function bring() {
  const [, kept] = keptUnder(prefix).find(([key]) => key === panel.dataset.key) ?? [];
  if (!kept) return;
  // What was typed here meanwhile is offered in its turn.
  if (said(fields()) !== first) keep(newKey(prefix), { ...fields(), at: Date.now(), revision: revision.value });
  name.value = kept.name;
  // They were written upon that one: who saves them over a newer one sees the difference first.
  revision.value = kept.revision;
  draft.value = kept.draft;
  for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name=agents]"))) {
    box.checked = kept.agents.includes(box.value);
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }
  draft.dispatchEvent(new Event("input", { bubbles: true }));
  write();
  done();
}

/** The next of them, if there is any; the focus must not fall out of the page with the panel. */
function done() {
  drop(panel.dataset.key ?? "");
  offer();
  (panel.hidden ? name : /** @type {HTMLElement} */ (panel.querySelector("h2"))).focus();
}

if (isRefused) write();
forgetWhatIsHere();
offer();
panel.querySelector("[data-unsaved-bring]")?.addEventListener("click", bring);
panel.querySelector("[data-unsaved-forget]")?.addEventListener("click", done);
form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(write, WAIT);
});
form.addEventListener("change", write);
form.addEventListener("submit", () => {
  isSent = true;
  write();
});
addEventListener("pagehide", write);
addEventListener("pageshow", () => { isSent = false; });
// Only where nothing could be kept are people asked before they leave.
addEventListener("beforeunload", (event) => {
  if (!isSent && isLost && said(fields()) !== first) event.preventDefault();
});
