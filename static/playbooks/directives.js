import { BLANK, endOfArguments, SPACE } from "./arguments.js";

/**
 * Where a text's commands are, while it is typed: the twin of playbooks/directives.py, which is the one that counts.
 * Positions are JavaScript's (UTF-16). Pure: no page, no library.
 *
 * @typedef {{slug: string, text: string, help: string}} Command  as the server lists them; `text` begins with the slash
 * @typedef {{command: Command, start: number, end: number, wholeEnd: number}} Directive  wholeEnd: behind its arguments
 */

const SPACES = new RegExp(SPACE, "u");
const OPENING = new Set("([{<\"'“‘„‚«‹*_~");
const LETTER = "[\\p{L}\\p{N}]";
const GOES_ON = `(?!${LETTER}|_+${LETTER}|/|[-'’]${LETTER})`;
const TICKS_OR_BREAK = /`+|\n[ \t\r]*\n/g;
const FENCE = 3;

/** @param {string} text @param {Command[]} commands @returns {Directive[]} */
export function find(text, commands) {
  const found = candidates(text, commands);
  const inCode = found.length ? codeOf(text) : () => false;
  let wholeEnd = 0;
  return found.flatMap(({ command, start, end }) => {
    // A command in the arguments of another is a part of their words.
    if (inCode(start) || start < wholeEnd) return [];
    wholeEnd = endOfArguments(text, end);
    return [{ command, start, end, wholeEnd }];
  });
}

/** Whether a command may begin with the slash at this place. @param {string} text @param {number} slash */
export function mayBegin(text, slash) {
  return isOpen(text, slash) && !codeOf(text)(slash);
}

/** @param {string} text @param {number} slash */
function isOpen(text, slash) {
  return slash === 0 || SPACES.test(text[slash - 1]) || OPENING.has(text[slash - 1]);
}

/** @param {string} text @param {Command[]} commands */
function candidates(text, commands) {
  const found = [];
  const patterns = commands.map((command) => ({ command, pattern: patternOf(command) }));
  for (let slash = text.indexOf("/"); slash >= 0; slash = text.indexOf("/", slash + 1)) {
    if (!isOpen(text, slash)) continue;
    for (const { command, pattern } of patterns) {
      pattern.lastIndex = slash;
      if (pattern.test(text)) found.push({ command, start: slash, end: pattern.lastIndex });
    }
  }
  return found;
}

/** @param {Command} command */
function patternOf(command) {
  const words = command.text.slice(1).split(" ").map((word) => word.replace(/[\^$\\.*+?()[\]{}|/]/g, "\\$&"));
  return new RegExp(`/${words.join(`${BLANK}+`)}${GOES_ON}`, "iuy");
}

/** Markdown's code spans and fenced blocks, as a question. @param {string} text @returns {(place: number) => boolean} */
export function codeOf(text) {
  if (!text.includes("`")) return () => false;
  const spans = codeSpans(text);
  return (place) => {
    let low = 0;
    for (let high = spans.length; low < high;) {
      const middle = (low + high) >> 1;
      if (spans[middle][0] <= place) low = middle + 1;
      else high = middle;
    }
    return low > 0 && place < spans[low - 1][1];
  };
}

/** From a run of backticks to the next one of the same length. @param {string} text */
function codeSpans(text) {
  const runs = [...text.matchAll(TICKS_OR_BREAK)].map((match) => [match.index, match.index + match[0].length]);
  const closing = closingRuns(text, runs);
  const spans = [];
  for (let index = 0; index < runs.length; index += 1) {
    const last = closing.get(index);
    if (last === undefined) continue;
    spans.push([runs[index][0], runs[last][1]]);
    index = last;
  }
  return spans;
}

/** A blank line ends the paragraph, and with it each span of one or two backticks. @param {string} text @param {number[][]} runs */
function closingRuns(text, runs) {
  const closing = new Map();
  const nextAlike = new Map();
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const [start, end] = runs[index];
    if (text[start] === "`") {
      if (nextAlike.has(end - start)) closing.set(index, nextAlike.get(end - start));
      nextAlike.set(end - start, index);
    } else {
      for (let length = 1; length < FENCE; length += 1) nextAlike.delete(length);
    }
  }
  return closing;
}
