// A test's page: asks once a second how it goes, and puts in what has changed. Without this, "Refresh" does the same.

const EVERY = 1_000;
const WITHIN = 120_000;
const trial = document.getElementById("trial");
let until = 0;
let asking = false;

const state = () => trial.querySelector("[data-state]");
const isPending = () => state().hasAttribute("data-pending");

async function follow() {
  until = performance.now() + WITHIN;
  if (asking) return;
  asking = true;
  while (isPending() && performance.now() < until && !document.hidden) {
    await new Promise((resolve) => setTimeout(resolve, EVERY));
    await look();
  }
  asking = false;
}

async function look() {
  try {
    const answer = await fetch(trial.dataset.progress, { headers: { Accept: "text/html" }, redirect: "error" });
    if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // The next second may do better.
  }
}

/** Part by part, so that a screen reader says only what is new. */
function show(page) {
  const newState = page.querySelector("[data-state]");
  if (!newState) return;
  for (const part of page.querySelectorAll("[data-part]")) {
    const shown = document.querySelector(`[data-part="${part.dataset.part}"]`);
    if (shown && shown.outerHTML !== part.outerHTML) shown.replaceWith(part);
  }
  for (const name of ["data-pending", "data-ended"]) state().toggleAttribute(name, newState.hasAttribute(name));
  document.querySelector("[data-while-open]")?.toggleAttribute("hidden", state().hasAttribute("data-ended"));
}

document.addEventListener("visibilitychange", () => document.hidden || follow());
follow();
