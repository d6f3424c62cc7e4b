// Times are shown as the browser's locale writes them, with 12 or 24 hours. What is posted stays HH:MM.

const written = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const TIME = /^([0-9]{2}):([0-9]{2})$/;

function asWritten(value) {
  const [, hours, minutes] = TIME.exec(value);
  const text = written.format(new Date(2000, 0, 1, Number(hours) % 24, Number(minutes)));
  return hours === "24" ? `${text} (end of the day)` : text;
}

function rewrite(part) {
  for (const option of part.querySelectorAll("[data-row] option")) {
    if (TIME.test(option.value)) option.textContent = asWritten(option.value);
  }
}

if (written.resolvedOptions().hour12) {
  rewrite(document);
  for (const template of document.querySelectorAll("template[data-new]")) rewrite(template.content);
}
