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
  never.hidden = !restricted.checked || days.some((day) => box(day).checked);
}

function showDay(day) {
  day.classList.toggle("hf-day--closed", !box(day).checked);
  for (const time of day.querySelectorAll("[data-time]")) {
    const [opens, closes] = [...time.querySelectorAll("select")].map((select) => select.value);
    time.querySelector("[data-next-day]").hidden = !(opens && closes && closes < opens);
  }
}

function box(day) {
  return day.querySelector("input[type=checkbox]");
}

function show() {
  showPlatform();
  showHours();
  days.forEach(showDay);
}

form.addEventListener("change", show);
show();
