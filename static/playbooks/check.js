/** Asks the server what it finds in the text, a moment after each edit. The server's answer is the one that counts when saving. */

const PAUSE = 300;
const PATIENCE = 15_000;

/** @typedef {{findings: import("./marks.js").Finding[], problem: string}} Answer */

export class Check {
  /** @type {AbortController | null} */ #asked = null;
  #timer = 0;

  /**
   * @param {HTMLTextAreaElement} field  names the address; its form has the token and the Agents
   * @param {(text: string, answer: Answer | null) => void} tell  null: the server did not answer
   */
  constructor(field, tell) {
    this.field = field;
    this.tell = tell;
  }

  /** Whatever is under way is older than this edit. */
  soon() {
    this.#asked?.abort();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    const asked = new AbortController();
    this.#asked = asked;
    const text = this.field.value;
    const answer = await this.#answer(text, AbortSignal.any([asked.signal, AbortSignal.timeout(PATIENCE)]));
    if (!asked.signal.aborted) this.tell(text, answer);
  }

  /** @param {string} text @param {AbortSignal} signal @returns {Promise<Answer | null>} */
  async #answer(text, signal) {
    try {
      const response = await fetch(this.field.dataset.check ?? "", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.#token() },
        body: JSON.stringify({ text, agents: this.#agents() }),
        redirect: "error", // to the login page
        signal,
      });
      return response.ok ? await response.json() : null;
    } catch {
      return null;
    }
  }

  #token() {
    const token = this.field.form?.elements.namedItem("csrfmiddlewaretoken");
    return token instanceof HTMLInputElement ? token.value : "";
  }

  #agents() {
    const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (this.field.form?.querySelectorAll("[name=agents]:checked") ?? []);
    return [...boxes].map((box) => box.value);
  }
}
