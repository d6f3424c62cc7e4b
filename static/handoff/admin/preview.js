// "What it means", asked of the server while the page is edited. A late answer never replaces a newer one.

import { inWords, rewrite } from "./clock.js";

const PAUSE = 300;
const EVERY = 60_000;
const TROUBLE = "This could not be brought up to date, so it may not show your last changes. Check your connection; if this stays, save your changes or reload the page.";

const form = document.getElementById("supportprovider_form");
const panel = form.querySelector("[data-meaning]");
const trouble = form.querySelector("[data-meaning-trouble]");
const said = form.querySelector("[data-meaning-said]");
let asked = 0;
let timer;

function posted() {
  const fields = new FormData(form);
  // Secrets say nothing about the hours.
  for (const input of form.querySelectorAll("input[type=password]")) fields.delete(input.name);
  return fields;
}

async function ask({ aloud }) {
  const number = ++asked;
  const answer = await answerOf(posted());
  if (number !== asked) return;
  trouble.hidden = Boolean(answer);
  trouble.textContent = answer ? "" : TROUBLE;
  panel.classList.toggle("hf-stale", !answer);
  if (answer) {
    // A piece of our own page, escaped by its template.
    panel.innerHTML = answer.html; // nosemgrep: text-becomes-html
    rewrite(panel);
  }
  const words = answer ? inWords(answer.state) : TROUBLE;
  if (aloud && said.textContent !== words) said.textContent = words;
}

async function answerOf(body) {
  try {
    const response = await fetch(form.dataset.preview, { method: "POST", body, signal: AbortSignal.timeout(15_000) });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function soon() {
  asked += 1; // whatever is under way is older than this edit
  clearTimeout(timer);
  timer = setTimeout(() => ask({ aloud: true }), PAUSE);
}

form.addEventListener("change", soon);
form.addEventListener("input", soon);
setInterval(() => { if (!document.hidden) ask({ aloud: false }); }, EVERY);
