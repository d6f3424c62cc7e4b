// Whoever leaves with edits that are not saved is asked first.

const form = document.querySelector("#supportprovider_form, #sentences_form");
const before = fields();
let leaving = false;

function fields() {
  return JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));
}

form.addEventListener("submit", () => { leaving = true; });
// The page can come back from the browser's memory.
addEventListener("pageshow", () => { leaving = false; });
addEventListener("beforeunload", (event) => {
  if (!leaving && ("unsaved" in form.dataset || fields() !== before)) event.preventDefault();
});
