// "Try it": the whole conversation is sent each time, with the draft as it stands. The server keeps nothing of it.

import { ask, draft, keepAgents, say, within } from "./beside.js";
import { nextTime } from "./moment.js";
import { Turns } from "./try_turns.js";

// Two answers of a model, one after the other.
const WITHIN = 60_000;
const MOST_TURNS = 98;
const MOST_CHARACTERS = 4_000;
const TOO_LONG = "This conversation has become too long to go on. Start again.";
const NO_TIME = "Choose a time first.";

class Trial {
  /** @param {HTMLElement} panel */
  constructor(panel) {
    this.panel = panel;
    this.turns = new Turns(this.find("log", HTMLElement));
    this.text = this.find("text", HTMLInputElement);
    this.day = this.find("day", HTMLSelectElement);
    this.time = this.find("time", HTMLInputElement);
    this.button = this.find("send", HTMLButtonElement);
    this.agent = keepAgents(panel, () => this.otherAgent());
    /** @type {{ role: string, text: string }[]} */
    this.transcript = [];
    /** @type {number[]} How many turns there were at each offer. */
    this.offers = [];
    this.number = 0;
    this.spokenTo = "";
    this.clear();
    this.listen();
  }

  listen() {
    this.find("form", HTMLFormElement).addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.find("again", HTMLButtonElement).addEventListener("click", () => { this.clear(); this.text.focus(); });
    const dated = () => { this.time.disabled = !this.day.value; };
    this.day.addEventListener("change", dated);
    window.addEventListener("pageshow", dated);
  }

  clear() {
    this.transcript = [];
    this.offers = [];
    this.number += 1;
    this.spokenTo = this.agent.value;
    this.turns.clear();
    this.trouble("");
    this.allow(true);
  }

  /** What one Agent said is no other Agent's conversation. */
  otherAgent() {
    if (this.agent.value !== this.spokenTo) this.clear();
  }

  async send() {
    const text = this.text.value.trim();
    const problem = this.problem();
    this.trouble(problem);
    if (!text || problem || this.button.disabled) return;
    const number = this.number;
    const said = this.turns.said("customer", "", text);
    const waiting = this.turns.waiting(this.speaker());
    this.text.value = "";
    this.allow(false);
    const transcript = [...this.transcript, { role: "customer", text }];
    const answer = await ask(this.panel.dataset.try ?? "", this.question(transcript), WITHIN);
    if (number !== this.number) return;
    waiting.remove();
    this.allow(true);
    if (answer.problem) this.takeBack(said, text, answer.problem);
    else this.show(transcript, answer);
  }

  /** @param {{ role: string, text: string }[]} transcript */
  question(transcript) {
    const playbook = this.panel.dataset.playbook || null;
    return { ...draft(), playbook, agent: this.agent.value, at: this.at(), transcript, offers: this.offers };
  }

  /**
   * @param {{ role: string, text: string }[]} transcript
   * @param {import("./try_turns.js").Answer} answer
   */
  show(transcript, answer) {
    this.transcript = transcript;
    if (answer.decision.verdict === "offer") this.offers.push(transcript.length);
    if (answer.reply) {
      this.turns.said("agent", this.speaker(), answer.reply);
      this.transcript.push({ role: "agent", text: answer.reply.slice(0, MOST_CHARACTERS) });
    }
    this.turns.explained(answer);
    if (answer.over) this.end();
    else this.text.focus();
  }

  end() {
    this.turns.over();
    this.allow(false);
    this.find("again", HTMLButtonElement).focus();
  }

  /**
   * @param {HTMLElement} said
   * @param {string} text
   * @param {string} problem
   */
  takeBack(said, text, problem) {
    said.remove();
    if (!this.transcript.length) this.turns.clear();
    if (!this.text.value) this.text.value = text;
    this.trouble(problem);
    this.text.focus();
  }

  /** @param {boolean} may */
  allow(may) {
    this.button.disabled = !may;
    this.text.readOnly = !may;
  }

  /** @param {string} words */
  trouble(words) {
    say(this.find("problem", HTMLElement), words);
  }

  problem() {
    if (this.transcript.length > MOST_TURNS) return TOO_LONG;
    return this.day.value && !this.time.value ? NO_TIME : "";
  }

  speaker() {
    return this.agent.selectedOptions[0]?.textContent ?? "Agent";
  }

  at() {
    return this.day.value ? nextTime(Number(this.day.value), this.time.value, this.panel.dataset.zone ?? "UTC") : null;
  }

  /**
   * @template {HTMLElement} T
   * @param {string} name
   * @param {new () => T} type
   */
  find(name, type) {
    return within(this.panel, `[data-try-${name}]`, type);
  }
}

const panel = document.querySelector("[data-try]");
if (panel instanceof HTMLElement) {
  // Where there is no runtime, the panel only says what is missing.
  if (panel.querySelector("[data-try-form]")) new Trial(panel);
  panel.hidden = false;
}
