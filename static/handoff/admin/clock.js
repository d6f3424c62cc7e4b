// Times are shown as the browser's locale writes them, with 12 or 24 hours. What is posted stays HH:MM.

const written = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const hasTwelve = written.resolvedOptions().hour12;
// Not the 02:00 of UTC+02:00.
const TIMES = /(?<![0-9:+−-])([01][0-9]|2[0-4]):[0-5][0-9](?![0-9:])/g;
const NAMES = ".hf-fortnight__note:not(.hf-fortnight__note--clocks)";

function asWritten(value) {
  const [hours, minutes] = value.split(":").map(Number);
  const text = written.format(new Date(2000, 0, 1, hours % 24, minutes));
  return hours === 24 ? `${text} (end of the day)` : text;
}

export function inWords(text) {
  return hasTwelve ? text.replaceAll(TIMES, (time) => asWritten(time)) : text;
}

/** Every time in the part; names of closures stay as they were typed. */
export function rewrite(part) {
  if (!hasTwelve) return;
  const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement?.closest(NAMES)) text.data = inWords(text.data);
  }
}

for (const part of document.querySelectorAll("[data-row] select, #id_timezone, [data-meaning]")) rewrite(part);
for (const template of document.querySelectorAll("template[data-new]")) rewrite(template.content);
