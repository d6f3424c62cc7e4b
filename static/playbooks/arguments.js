/** What an author may add behind a command in parentheses: the twin of playbooks/arguments.py, as far as the end of the list. Pure. */

// What Python takes for white space; JavaScript's own idea of it differs in seven characters.
export const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
export const BLANK = "[ \\t\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]";
const LETTERS = "[\\p{L}\\p{Nl}\\p{No}]+";
const WORD = `${LETTERS}(?:[-_'’]${LETTERS})*`;
// The slashes of an address follow its colon: that is no name.
const NAME = new RegExp(`^${SPACE}*${WORD}(?:${BLANK}+${WORD}){0,3}${SPACE}*:(?!//)`, "u");
const OPENS = new RegExp(`${BLANK}*\\(`, "uy");
// A longer parenthesis is prose, and not somebody's arguments.
const MOST = 1_000;

/** Where the list behind a command ends: `position` where there is none. @param {string} text @param {number} position  where the command ends */
export function endOfArguments(text, position) {
  OPENS.lastIndex = position;
  if (!OPENS.test(text)) return position;
  const opens = OPENS.lastIndex;
  const closes = closing(text, opens);
  return closes > 0 && parts(text.slice(opens, closes)).some((part) => NAME.test(part)) ? closes + 1 : position;
}

/** The parenthesis that closes on the same line the one before `start`. Lengths are those of Python, in code points. @param {string} text @param {number} start */
function closing(text, start) {
  let depth = 1;
  let position = start;
  for (let count = 1; count < MOST && position < text.length; count += 1) {
    const sign = String.fromCodePoint(/** @type {number} */ (text.codePointAt(position)));
    if (sign === "\n" || sign === "\r") return -1;
    depth += Number(sign === "(") - Number(sign === ")");
    if (!depth) return position;
    position += sign.length;
  }
  return -1;
}

/** What semicolons separate; one in parentheses within separates nothing. @param {string} list */
function parts(list) {
  const found = [""];
  let depth = 0;
  for (const sign of list) {
    depth += Number(sign === "(") - Number(sign === ")");
    if (sign === ";" && !depth) found.push("");
    else found[found.length - 1] += sign;
  }
  return found;
}
