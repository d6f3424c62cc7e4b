/** The human agents' inbox: what the stand-in platforms hold, newest first. */

import { ask, byId, make } from "./http.js";
import { labelOf, rowsOf } from "./inbox_rows.js";
import { safe } from "./notes.js";

const LOOK_EVERY = 1_500;
const MOST_SHOWN = 30;

let rows = [];
let open = [];
let chosen = "";
let drawn = "";

async function look() {
  const [log, handoffs] = await Promise.all([ask("/stand-in/log.json"), ask("/inbox/open.json")]);
  if (!log) return;
  const newest = rows[0]?.key;
  rows = rowsOf(log).slice(0, MOST_SHOWN);
  open = handoffs?.handoffs ?? [];
  const writing = byId("inbox-words").value !== "";
  if (!rows.some(({ key }) => key === chosen) || (rows[0]?.key !== newest && !writing)) chosen = rows[0]?.key ?? "";
  draw();
}

/** Its open handoff: the one whose reference is in the conversation, in a tag in small letters. */
function handoffOf(row) {
  const words = JSON.stringify(row.messages).toUpperCase();
  return open.find(({ ref }) => words.includes(ref.toUpperCase()));
}

function draw() {
  const now = JSON.stringify([rows, open, chosen]);
  if (now === drawn) return;
  drawn = now;
  byId("inbox-empty").hidden = rows.length > 0;
  drawWaiting();
  byId("inbox-list").replaceChildren(...rows.map(listed));
  const row = rows.find(({ key }) => key === chosen);
  byId("inbox-detail").hidden = !row;
  if (row) drawDetail(row);
}

/** The team has nothing of it to read: on some platforms, not before the customer writes. */
function drawWaiting() {
  const known = rows.map(handoffOf);
  const last = open.filter((handoff) => !known.includes(handoff)).at(-1);
  byId("inbox-waiting").hidden = !last;
  byId("inbox-waiting").textContent = last ? `Nothing of handoff ${last.ref} has reached ${labelOf(last.provider)} yet.` : "";
}

function listed(row) {
  const last = row.messages.filter(({ who }) => who !== "note").at(-1);
  const button = make(
    "button",
    { type: "button", onclick: () => ((chosen = row.key), draw()) },
    make("b", {}, row.name, make("i", { textContent: labelOf(row.platform) })),
    make("span", { textContent: last?.body ?? "Has not written yet" }),
  );
  button.setAttribute("aria-current", String(row.key === chosen));
  return make("li", {}, button);
}

function drawDetail(row) {
  const handoff = handoffOf(row);
  byId("inbox-platform").textContent = `${labelOf(row.platform)} (stand-in)`;
  byId("inbox-return").hidden = !handoff;
  byId("inbox-close").hidden = !handoff || Boolean(row.unanswerable);
  byId("inbox-reply").hidden = Boolean(row.unanswerable);
  byId("inbox-status").textContent = handoff ? `Handed off by the AI agent, reference ${handoff.ref}` : "No handoff is open here.";
  byId("inbox-messages").replaceChildren(...row.messages.map(drawMessage));
}

const SPEAKERS = { customer: "Customer", agent: "You" };

function drawMessage({ who, label, body, html }) {
  const words = make("div", { className: "words" });
  if (html) words.append(...safe(body));
  else words.textContent = body;
  return make("div", { className: who }, make("span", { className: "who", textContent: label ?? SPEAKERS[who] }), words);
}

async function reply(event) {
  event.preventDefault();
  const words = byId("inbox-words");
  if (!words.value.trim() || !chosen) return;
  if (await ask(`/stand-in/inbox/${chosen}/reply`, { body: words.value })) words.value = "";
  await look();
}

async function giveBack() {
  const row = rows.find(({ key }) => key === chosen);
  const handoff = row && handoffOf(row);
  if (handoff && !(await ask("/inbox/return/", { handoff: handoff.id }))) byId("inbox-status").textContent = "That did not work.";
  await look();
}

/** As at a real platform: it tells the product, where it can. */
async function close() {
  if (chosen) await ask(`/stand-in/inbox/${chosen}/end`, {});
  await look();
}

byId("inbox-close").addEventListener("click", close);
byId("inbox-reply").addEventListener("submit", reply);
byId("inbox-return").addEventListener("click", giveBack);
setInterval(look, LOOK_EVERY);
void look();
