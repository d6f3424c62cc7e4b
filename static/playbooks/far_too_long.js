// A server refuses what is far too long before it reads it: then no page could give the text back. It is not sent at all.

const MOST = 900_000;
const form = /** @type {HTMLFormElement} */ (document.getElementById("playbook_form"));
const told = /** @type {HTMLElement} */ (form.querySelector("[data-far-too-long]"));

form.addEventListener("submit", (event) => {
  const draft = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("draft"));
  told.hidden = new Blob([draft.value]).size <= MOST;
  if (told.hidden) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  told.scrollIntoView({ block: "center" });
});
