// "Copy to other days": a day's checkbox and times, to the days that are ticked in a small menu.

import { newRow } from "./rows.js";

const form = document.getElementById("supportprovider_form");
const days = [...form.querySelectorAll("[data-day]")];

for (const day of days) {
  const menu = menuOf(day);
  day.querySelector(".hf-tools").append(menu);
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") close(menu); });
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
}

// A click elsewhere closes what is open.
addEventListener("click", (event) => {
  for (const menu of form.querySelectorAll(".hf-copy-days[open]")) menu.open = menu.contains(event.target);
});

function menuOf(day) {
  const menu = element("details", "hf-copy-days");
  const summary = element("summary", "hf-link", "Copy to other days");
  summary.append(unseen(`: ${day.dataset.day}`));
  const list = element("div", "hf-copy-days__list");
  const ticks = days.filter((other) => other !== day).map((other) => [other, tickOf(other)]);
  const copies = button("Copy", () => finish(menu, day, ticks.filter(([, tick]) => tick.querySelector("input").checked)));
  const all = button("Copy to all open days", () => finish(menu, day, ticks.filter(([other]) => box(other).checked)));
  list.append(...ticks.map(([, tick]) => tick), copies, all);
  menu.append(summary, list);
  return menu;
}

function tickOf(day) {
  const label = element("label", "hf-check");
  const tick = Object.assign(document.createElement("input"), { type: "checkbox" });
  label.append(tick, unseen("Copy to "), day.dataset.day);
  return label;
}

function finish(menu, day, chosen) {
  for (const [other] of chosen) copy(day, other);
  menu.querySelectorAll("input").forEach((tick) => { tick.checked = false; });
  close(menu);
  form.dispatchEvent(new Event("change"));
}

function copy(day, other) {
  box(other).checked = box(day).checked;
  const group = timesOf(other);
  rowsOf(group).forEach((row) => row.remove());
  for (const row of rowsOf(timesOf(day))) {
    const twin = newRow(group);
    group.querySelector(":scope > .hf-tools").before(twin);
    const values = [...row.querySelectorAll("select")].map((select) => select.value);
    twin.querySelectorAll("select").forEach((select, index) => { select.value = values[index]; });
  }
}

const box = (day) => day.querySelector("input[type=checkbox]");
const timesOf = (day) => day.querySelector("[data-rows]");
const rowsOf = (group) => [...group.querySelectorAll(":scope > [data-row]")];

function close(menu) {
  menu.open = false;
  menu.querySelector("summary").focus();
}

function element(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

function unseen(text) {
  return element("span", "hf-unseen", text);
}

function button(text, act) {
  const made = Object.assign(element("button", "hf-button", text), { type: "button" });
  made.addEventListener("click", act);
  return made;
}
