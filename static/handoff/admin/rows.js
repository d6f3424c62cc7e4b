// Adds and removes rows of times and closures in the page. Without it the same buttons have the server do that.

const form = document.getElementById("supportprovider_form");

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=edit]");
  if (!button) return;
  event.preventDefault();
  const [verb, target] = button.value.split(" ");
  if (verb === "add") add(form.querySelector(`[data-rows="${target}"]`));
  else remove(form.querySelector(`[data-row="${target}"]`));
  form.dispatchEvent(new Event("change"));
});

function add(group) {
  const row = newRow(group);
  group.querySelector(":scope > .hf-tools").before(row);
  row.querySelector("input, select").focus();
}

export function newRow(group) {
  const number = nextNumber(group.dataset.rows);
  const holder = document.createElement("div");
  // The page's own template; what is put in are our names of fields.
  // nosemgrep: text-becomes-html
  holder.innerHTML = document.querySelector(`template[data-new=${group.dataset.kind}]`).innerHTML
    .replaceAll("__row__", `${group.dataset.rows}-${number}`)
    .replaceAll("__whose__", group.dataset.whose)
    .replaceAll("__number__", group.dataset.kind === "closure" ? number : number ? `(${number + 1})` : "");
  return holder.firstElementChild;
}

// Past closures stand elsewhere, and have numbers too.
function nextNumber(group) {
  const names = [...form.querySelectorAll("[data-row]")].map((row) => row.dataset.row);
  const numbers = names.filter((name) => name.startsWith(`${group}-`)).map((name) => Number(name.slice(group.length + 1)));
  return Math.max(-1, ...numbers.filter(Number.isInteger)) + 1;
}

function remove(row) {
  const group = row.closest("[data-rows]") ?? form.querySelector("[data-rows=closure]");
  row.remove();
  group.querySelector(":scope > .hf-tools button").focus();
}
