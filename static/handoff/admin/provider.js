// Shows only what belongs to the present choice. The server decides everything; without this script the page still works.

const form = document.getElementById("supportprovider_form");
const kind = form.elements.kind;
const restricted = form.elements.hours_restricted;
const hours = form.querySelector("[data-hours]");
const never = form.querySelector("[data-never]");
const days = [...form.querySelectorAll("[data-day]")];

function showPlatform() {
  for (const part of form.querySelectorAll("[data-platform]")) part.hidden = part.dataset.platform !== kind.value;
}

function showHours() {
  // A time zone that must be chosen anew stays in sight.
  const wrong = "lost" in hours.dataset || hours.querySelector(".hf-field--wrong");
  hours.hidden = !restricted.checked && !wrong;
  never.hidden = !restricted.checked || days.some(isChecked);
}

function showDay(day) {
  day.classList.toggle("hf-day--closed", !isChecked(day));
}

function showNextDay(row) {
  const [opens, closes] = [...row.querySelectorAll("select")].map((select) => select.value);
  row.querySelector("[data-next-day]").hidden = !(opens && closes && closes < opens);
}

function isChecked(day) {
  return day.querySelector("input[type=checkbox]").checked;
}

function show() {
  showPlatform();
  showHours();
  days.forEach(showDay);
  form.querySelectorAll(".hf-time").forEach(showNextDay);
}

form.addEventListener("change", show);
show();

// What was refused may be far down the page. These two only say that something below them is wrong.
const refused = [...form.querySelectorAll("[aria-invalid=true]:not([hidden])")];
(refused.find((field) => field !== kind && field !== restricted) ?? refused[0])?.focus();
