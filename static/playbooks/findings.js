/** What the check found, listed under the text: what is wrong, how to mend it, and buttons that lead there or mend it. */

import { made } from "./menu_list.js";

/** @typedef {import("./marks.js").Place} Place */
/** @typedef {{show: (place: number) => void, mend: (place: number) => void}} Buttons */

const MOST = 50;
const WORDS = { error: "Error", warning: "Warning" };
const BADGES = { error: "hf-badge--bad", warning: "hf-badge--warning" };
const LONGEST = 60;
const UNREACHED = "The check can't be reached just now. You can go on writing: it is made again with your next edit, and when you save.";

export class Findings {
  /** @param {HTMLElement} box @param {Buttons} buttons */
  constructor(box, buttons) {
    this.list = /** @type {HTMLElement} */ (box.querySelector("[data-findings-list]"));
    this.said = /** @type {HTMLElement} */ (box.querySelector("[data-findings-said]"));
    this.buttons = buttons;
  }

  /** @param {Place[]} places @param {string} problem */
  show(places, problem) {
    this.say(problem || inWords(places));
    const more = places.length - MOST;
    this.list.replaceChildren(...places.slice(0, MOST).map((place, number) => this.#row(place, number)));
    if (more > 0) this.list.append(made("li", { class: "hf-quiet" }, `And ${more} more, further down the text.`));
  }

  unreached() {
    this.say(UNREACHED);
  }

  /** Screen readers hear it when it is news. @param {string} words */
  say(words) {
    if (this.said.textContent !== words) this.said.textContent = words;
  }

  /** @param {Place} place @param {number} number */
  #row(place, number) {
    const row = made("li", { class: `hf-finding hf-finding--${place.severity}`, "data-rule": place.rule });
    const words = made("p", {});
    words.append(made("span", { class: `hf-badge ${BADGES[place.severity]}` }, WORDS[place.severity]), ` ${place.message}`);
    row.append(words, made("p", { class: "hf-help" }, place.mend), this.#tools(place, number));
    return row;
  }

  /** @param {Place} place @param {number} number */
  #tools(place, number) {
    const tools = made("p", { class: "hf-actions" });
    if (place.replacement !== null) tools.append(button(mendWords(place), () => this.buttons.mend(number)));
    if (place.about) tools.append(button("Show", () => this.buttons.show(number), `Show “${short(place.about)}”`));
    return tools;
  }
}

/** @param {string} words @param {() => void} act @param {string} [name]  what screen readers say */
function button(words, act, name) {
  const made_ = made("button", { type: "button", class: "hf-button", ...(name && { "aria-label": name }) }, words);
  made_.addEventListener("click", act);
  return made_;
}

/** @param {Place} place */
function mendWords({ replacement, about }) {
  return replacement ? `Change to “${short(replacement)}”` : `Remove “${short(about)}”`;
}

/** @param {string} text */
function short(text) {
  const points = [...text.trim()];
  return points.length > LONGEST ? `${points.slice(0, LONGEST - 1).join("")}…` : points.join("");
}

/** @param {Place[]} places */
function inWords(places) {
  const errors = places.filter((place) => place.severity === "error").length;
  const parts = [counted(errors, "error", "to mend before publishing"), counted(places.length - errors, "warning", "worth a look")];
  return parts.filter(Boolean).join(", ");
}

/** @param {number} count @param {string} what @param {string} why */
function counted(count, what, why) {
  return count && `${count} ${what}${count === 1 ? "" : "s"} ${why}`;
}
