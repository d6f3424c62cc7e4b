// "What the Agent is told", asked of the server as the draft is typed. A late answer never replaces a newer one.

import { ask, badge, draft, keepAgents, onEdit, say, within } from "./beside.js";

const PAUSE = 400;
const WITHIN = 15_000;

/** @typedef {{ author: string, text: string }} Part */

class Told {
  /** @param {HTMLElement} panel */
  constructor(panel) {
    this.panel = panel;
    this.asked = 0;
    this.timer = 0;
    this.agent = keepAgents(panel, () => this.soon());
    onEdit(() => this.soon());
    panel.hidden = false;
    this.soon();
  }

  soon() {
    this.asked += 1; // whatever is under way is older than this edit
    window.clearTimeout(this.timer);
    if (this.agent.value) this.timer = window.setTimeout(() => this.show(), PAUSE);
  }

  async show() {
    const number = this.asked;
    const { told, playbook } = this.panel.dataset;
    const body = { ...draft(), playbook: playbook || null, agent: this.agent.value, at: null };
    const answer = await ask(told ?? "", body, WITHIN);
    if (number !== this.asked) return;
    say(this.find("problem"), answer.problem);
    const text = this.find("text");
    text.classList.toggle("hf-stale", Boolean(answer.problem));
    if (answer.problem) return;
    badge(this.find("badge"), answer.standing.kind, answer.standing.badge);
    say(this.find("why"), answer.standing.why);
    say(this.find("mend"), answer.standing.mend);
    say(this.find("note"), answer.note);
    this.tell(answer.parts);
  }

  /**
   * The author's own words first in sight: what Handoff says before them is folded.
   *
   * @param {Part[]} parts
   */
  tell(parts) {
    const [first, ...others] = parts;
    const folded = first?.author === "opening" ? first.text : "";
    this.find("opening").textContent = folded;
    within(this.panel, "details", HTMLElement).hidden = !folded;
    this.find("text").replaceChildren(...(folded ? others : parts).map(shown));
  }

  /** @param {string} name */
  find(name) {
    return within(this.panel, `[data-told-${name}]`, HTMLElement);
  }
}

/**
 * Whatever anybody wrote stays text.
 *
 * @param {Part} part
 */
function shown(part) {
  const element = document.createElement(part.author === "call" ? "mark" : "span");
  element.className = `hf-told__${part.author}`;
  element.textContent = part.text;
  return element;
}

const panel = document.querySelector("[data-told]");
if (panel instanceof HTMLElement) new Told(panel);
