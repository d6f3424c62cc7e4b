// The conversation of "Try it" as it is shown. Whatever anybody says in it stays text.

import { badge, within } from "./beside.js";

const CUSTOMER = "Customer";

/**
 * @typedef {{ badge: string, kind: string, why: string, mend: string, verdict: string }} Decision
 * @typedef {{ reply: string, limits: string, at: string, over: boolean, fired: { words: string } | null, decision: Decision }} Answer
 */

export class Turns {
  /** @param {HTMLElement} log */
  constructor(log) {
    this.log = log;
    this.list = within(log, "ol", HTMLOListElement);
    this.limits = "";
  }

  clear() {
    this.list.replaceChildren();
    this.limits = "";
    this.log.hidden = true;
  }

  /**
   * @param {"customer" | "agent"} role
   * @param {string} speaker
   * @param {string} text
   */
  said(role, speaker, text) {
    const turn = made("li", `hf-turn hf-turn--${role}`);
    const words = made("p", "hf-turn__text", text);
    words.dir = "auto";
    turn.append(made("p", "hf-turn__who", role === "customer" ? CUSTOMER : speaker), words);
    return this.add(turn);
  }

  /** @param {string} speaker */
  waiting(speaker) {
    return this.add(made("li", "hf-try__waiting", `${speaker} is writing`));
  }

  /**
   * Which command was reached, what was decided, and why.
   *
   * @param {Answer} answer
   */
  explained(answer) {
    const item = made("li", "hf-try__why");
    const first = made("p", "");
    const shown = made("span", "");
    badge(shown, answer.decision.kind, answer.decision.badge);
    first.append(shown, ` ${answer.decision.why}`);
    item.append(first);
    if (answer.fired) item.append(made("p", "hf-try__fired", answer.fired.words));
    if (answer.decision.mend) item.append(made("p", "hf-mend", answer.decision.mend));
    item.append(made("p", "hf-try__at", `Decided as of ${answer.at}`));
    // Once is enough, until something else is true.
    if (answer.limits && answer.limits !== this.limits) item.append(made("p", "hf-help", answer.limits));
    if (answer.limits) this.limits = answer.limits;
    this.add(item);
  }

  over() {
    this.add(made("li", "hf-chat__mark", "The customer is with your team"));
  }

  /** @param {HTMLElement} item */
  add(item) {
    this.list.append(item);
    this.log.hidden = false;
    this.log.scrollTop = this.log.scrollHeight;
    return item;
  }
}

/**
 * @param {string} name
 * @param {string} className
 */
function made(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}
