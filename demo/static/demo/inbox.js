/** The human agents' inbox: what the stand-in platforms hold, newest first. */

import { ask, byId, make } from "./http.js";

const LOOK_EVERY = 1_500;
const MOST_SHOWN = 30;
const PLATFORMS = { intercom: "Intercom (stand-in)", zendesk: "Zendesk (stand-in)" };

let rows = [];
let open = [];
let chosen = "";
let drawn = "";

async function look() {
  const [log, handoffs] = await Promise.all([ask("/stand-in/log.json"), ask("/inbox/open.json")]);
  if (!log) return;
  const newest = rows[0]?.key;
  rows = [...log.intercom.conversations.map(fromIntercom), ...log.zendesk.chats.map(fromZendesk)]
    .sort((one, other) => String(other.at).localeCompare(String(one.at)))
    .slice(0, MOST_SHOWN);
  open = handoffs?.handoffs ?? [];
  const writing = byId("inbox-words").value !== "";
  if (!rows.some(({ key }) => key === chosen) || (rows[0]?.key !== newest && !writing)) chosen = rows[0]?.key ?? "";
  draw();
}

function fromIntercom(row) {
  const parts = row.parts.map(({ part_type, author, body }) => ({ who: part_type === "note" ? "note" : author, body, html: part_type === "note" }));
  const messages = [{ who: "customer", body: row.body }, ...parts];
  return { key: `intercom/${row.id}`, platform: "intercom", at: row.at, name: row.name || row.email || "Visitor", messages };
}

function fromZendesk(row) {
  const fields = Object.entries(row.fields).map(([id, value]) => ({ who: "note", label: `Ticket field ${id}`, body: value }));
  const tags = row.tags.length ? [{ who: "note", label: "Tags", body: row.tags.join(", ") }] : [];
  const messages = [...fields, ...tags, ...row.messages.map(({ from, body }) => ({ who: from, body }))];
  return { key: `zendesk/${row.id}`, platform: "zendesk", at: row.at, name: "Visitor", messages };
}

/** Its open handoff: the one whose reference is in the conversation, else the latest of that platform. */
function handoffOf(row) {
  const words = JSON.stringify(row.messages);
  const ofPlatform = open.filter(({ provider }) => provider === row.platform);
  return open.find(({ ref }) => words.includes(ref)) ?? (row.platform === "zendesk" && row === rows[0] ? ofPlatform.at(-1) : undefined);
}

function draw() {
  const now = JSON.stringify([rows, open, chosen]);
  if (now === drawn) return;
  drawn = now;
  byId("inbox-empty").hidden = rows.length > 0;
  byId("inbox-list").replaceChildren(...rows.map(listed));
  const row = rows.find(({ key }) => key === chosen);
  byId("inbox-detail").hidden = !row;
  if (row) drawDetail(row);
}

function listed(row) {
  const last = row.messages.filter(({ who }) => who !== "note").at(-1);
  const button = make(
    "button",
    { type: "button", onclick: () => ((chosen = row.key), draw()) },
    make("b", { textContent: row.name }),
    make("span", { textContent: last?.body ?? "" }),
  );
  button.setAttribute("aria-current", String(row.key === chosen));
  return make("li", {}, button);
}

function drawDetail(row) {
  const handoff = handoffOf(row);
  byId("inbox-platform").textContent = PLATFORMS[row.platform];
  byId("inbox-return").hidden = !handoff;
  byId("inbox-status").textContent = handoff ? `Handed off by the AI agent, reference ${handoff.ref}` : "No handoff is open here.";
  byId("inbox-messages").replaceChildren(...row.messages.map(drawMessage));
}

const SPEAKERS = { customer: "Customer", agent: "You", note: "Internal note, for human agents only" };

function drawMessage({ who, label, body, html }) {
  const words = make("div", { className: "words" });
  if (html) words.append(...safe(body));
  else words.textContent = body;
  return make("div", { className: who }, make("span", { className: "who", textContent: label ?? SPEAKERS[who] }), words);
}

const ALLOWED = new Set(["P", "BR", "B", "STRONG", "I", "EM", "UL", "OL", "LI", "H1", "H2", "H3"]);

/** A note's HTML, with nothing but plain formatting left of it. */
function safe(html) {
  const copy = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.data)];
    const children = [...node.childNodes].flatMap(copy);
    return ALLOWED.has(node.nodeName) ? [make(node.nodeName, {}, ...children)] : children;
  };
  return copy(new DOMParser().parseFromString(html, "text/html").body);
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

byId("inbox-reply").addEventListener("submit", reply);
byId("inbox-return").addEventListener("click", giveBack);
setInterval(look, LOOK_EVERY);
void look();
