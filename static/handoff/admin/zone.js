// The time zone as a field to search in: an editable combobox with a list (WAI-ARIA 1.2). The select stays the form's field.

const select = document.getElementById("id_timezone");
const label = document.querySelector("label[for=id_timezone]");
const zones = [...select.options].map((option) => ({ value: option.value, text: option.text, words: plain(option.text) }));
const input = Object.assign(document.createElement("input"), { type: "text", id: "id_timezone_search", autocomplete: "off", spellcheck: false });
const list = Object.assign(document.createElement("ul"), { id: "id_timezone_list", className: "hf-options", hidden: true });
const count = Object.assign(document.createElement("p"), { className: "hf-unseen" });
let active = -1;

set(input, {
  role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  "aria-describedby": select.getAttribute("aria-describedby") ?? "", "aria-invalid": select.getAttribute("aria-invalid") ?? "false",
});
set(list, { role: "listbox", "aria-label": "Time zones" });
count.setAttribute("role", "status");
const box = Object.assign(document.createElement("div"), { className: "hf-zone" });
box.append(input, list, count);
select.after(box);
select.hidden = true;
label.htmlFor = input.id;
input.value = chosen();

input.addEventListener("input", open);
input.addEventListener("click", () => { if (list.hidden) { input.select(); open(); } });
input.addEventListener("keydown", (event) => keys[event.key]?.(event));
input.addEventListener("blur", revert);
// Before the field loses the focus.
list.addEventListener("mousedown", (event) => {
  event.preventDefault();
  const option = event.target.closest("[role=option]");
  if (option) choose(option);
});

const keys = {
  ArrowDown: (event) => { event.preventDefault(); if (list.hidden) open(); else move(active + 1); },
  ArrowUp: (event) => { event.preventDefault(); if (list.hidden) open(); else move(active - 1); },
  Enter: (event) => {
    if (list.hidden) return;
    event.preventDefault();
    if (list.children[active]) choose(list.children[active]);
  },
  Tab: () => { if (!list.hidden && list.children[active]) choose(list.children[active]); },
  Escape: (event) => { if (!list.hidden) { event.preventDefault(); revert(); input.select(); } },
};

function open() {
  const typed = input.value === chosen() ? [] : plain(input.value).split(" ").filter(Boolean);
  const found = zones.filter((zone) => typed.every((word) => zone.words.includes(word)));
  found.sort((a, b) => rank(a, typed) - rank(b, typed));
  list.replaceChildren(...found.map(option));
  list.hidden = !found.length;
  input.setAttribute("aria-expanded", String(!list.hidden));
  count.textContent = found.length ? `${found.length} time zones` : "No time zone has such a name.";
  count.classList.toggle("hf-unseen", found.length > 0);
  move(typed.length ? 0 : Math.max(0, found.findIndex((zone) => zone.value === select.value)));
}

// Names in which a word begins with what was typed come before those that hold it somewhere.
function rank(zone, typed) {
  return typed.every((word) => ` ${zone.words}`.includes(` ${word}`)) ? 0 : 1;
}

function option(zone, number) {
  const made = Object.assign(document.createElement("li"), { id: `id_timezone_${number}`, textContent: zone.text });
  made.dataset.value = zone.value;
  set(made, { role: "option", "aria-selected": String(zone.value === select.value) });
  return made;
}

function move(to) {
  const options = list.children;
  if (!options.length) return;
  options[active]?.classList.remove("hf-options__active");
  active = (to + options.length) % options.length;
  options[active].classList.add("hf-options__active");
  options[active].scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", options[active].id);
}

function choose(picked) {
  select.value = picked.dataset.value;
  revert();
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

function revert() {
  input.value = chosen();
  list.hidden = true;
  active = -1;
  count.textContent = "";
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function chosen() {
  return select.selectedOptions[0]?.text ?? "";
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("−", "-").replace(/[/_,()]/g, " ").replace(/\s+/g, " ").trim();
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
