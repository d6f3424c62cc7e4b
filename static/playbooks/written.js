/** Text being put together from parts: how far apart two of them must be is known only when the second one comes. */

export const LINE = 1;
export const PARAGRAPH = 2;

export class Written {
  #parts = /** @type {string[]} */ ([]);
  #apart = 0;
  #indent = "";
  #lineStart = "";
  #isAtStart = true;

  /** @param {number} lines */
  break(lines) {
    this.#apart = Math.max(this.#apart, lines);
  }

  /** A line end that stands in the page itself; two of them make a blank line, more make no more. */
  breakHere() {
    this.#apart = Math.min(this.#apart + LINE, PARAGRAPH);
  }

  /** @param {string} start  goes before the next words @param {string} indent  goes before the lines after them */
  item(start, indent) {
    this.break(LINE);
    [this.#lineStart, this.#indent] = [start, indent];
  }

  /** The item is over, even if it had no words. @param {string} indent */
  leave(indent) {
    [this.#lineStart, this.#indent] = ["", indent];
  }

  /** @param {string} words @param {boolean} isPre */
  write(words, isPre) {
    const isNewLine = this.#isAtStart || this.#apart > 0;
    const kept = isPre ? words : collapsed(words, isNewLine || /[ \t]/.test(this.#parts.at(-1)?.at(-1) ?? ""));
    if (!kept) return;
    if (isNewLine) this.#parts.push("\n".repeat(this.#isAtStart ? 0 : this.#apart), this.#lineStart || this.#indent);
    [this.#apart, this.#lineStart, this.#isAtStart] = [0, "", false];
    this.#parts.push(kept);
  }

  text() {
    return this.#parts.join("").split("\n").map((line) => line.trimEnd()).join("\n");
  }
}

/** As a page shows white space. @param {string} words @param {boolean} isAfterSpace */
function collapsed(words, isAfterSpace) {
  const kept = words.replace(/[ \t\r\n\f\u00a0]+/g, " ");
  return isAfterSpace ? kept.replace(/^ /, "") : kept;
}
