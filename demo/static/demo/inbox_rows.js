/**
 * What the human agents of each platform see of a conversation: what was said, and what is for them alone.
 *
 * @typedef {{who: "customer" | "agent" | "note", body: string, at?: string, label?: string, html?: boolean}} Message
 * @typedef {{id: string, at: string, name?: string, messages: Message[], unanswerable?: boolean}} Row
 */

const said = ({ from, body, at }) => ({ who: from, body, at });
const note = (label, body, more = {}) => ({ who: "note", label: `${label}, for human agents only`, body, ...more });
const tagged = (tags) => (tags.length ? [note("Tags", tags.join(", "))] : []);
const fields = (kind, values) => Object.entries(values).map(([id, value]) => note(`${kind} field ${id}`, value));

/** Of each platform's part of the stand-ins' log, the rows of its inbox. @type {Record<string, (log: any) => Row[]>} */
const READERS = {
  zendesk: ({ chats }) => chats.map(fromZendesk),
  gorgias: ({ tickets }) => tickets.map(fromGorgias),
  gladly: ({ conversations, items }) => [...conversations.map((one) => fromGladly(one, items)), ...waiting(conversations, items)],
  intercom: ({ conversations }) => conversations.map(fromIntercom),
  sprinklr: ({ cases }) => cases.map(fromSprinklr),
  shopify_inbox: ({ chats }) => chats.map(({ id, at, messages }) => ({ id, at, messages: messages.map(said) })),
};

const LABELS = {
  zendesk: "Zendesk",
  gorgias: "Gorgias",
  gladly: "Gladly",
  intercom: "Intercom",
  sprinklr: "Sprinklr",
  shopify_inbox: "Shopify Inbox",
};

export const labelOf = (platform) => LABELS[platform] ?? platform;

/** All conversations, newest first. */
export function rowsOf(log) {
  const rows = Object.entries(READERS).flatMap(([platform, read]) => read(log[platform]).map((row) => finished(platform, row)));
  return rows.sort((one, other) => other.at.localeCompare(one.at));
}

/** What has no time of its own, such as a field, comes first. */
function finished(platform, row) {
  const messages = row.messages.sort((one, other) => (one.at ?? "").localeCompare(other.at ?? ""));
  return { ...row, messages, platform, key: `${platform}/${row.id}`, name: row.name || "Visitor" };
}

function fromZendesk({ id, at, fields: values, tags, messages, comments }) {
  // A public comment is among the messages.
  const internal = comments.filter((comment) => !comment.public);
  const notes = internal.map((comment) => note("Internal note", comment.html_body || comment.body, { html: Boolean(comment.html_body), at: comment.at }));
  return { id, at, messages: [...fields("Ticket", values), ...tagged(tags), ...messages.map(said), ...notes] };
}

function fromGorgias({ id, at, email, tags, messages }) {
  const read = (one) => {
    const [body, html] = one.body_html ? [one.body_html, true] : [one.body_text, false];
    if (one.public) return { who: one.from_agent ? "agent" : "customer", body, html, at: one.at };
    return note("Internal note", body, { html, at: one.at });
  };
  return { id, at, name: email, messages: [...tagged(tags), ...messages.map(read)] };
}

const addressOf = ({ customer }) => customer.emailAddress ?? customer.mobilePhone;
const timelineItem = ({ content, at }) => note("Timeline item", `${content.title}\n\n${content.body}`, { at });

/** Items are part of no conversation: they stand on the customer's timeline, beside it. */
function fromGladly({ id, at, email, name, messages }, items) {
  const own = items.filter((item) => email && addressOf(item) === email);
  const newest = own.reduce((latest, item) => (item.at > latest ? item.at : latest), at);
  return { id, at: newest, name: name || email, messages: [...own.map(timelineItem), ...messages.map(said)] };
}

/** Customers with something on their timeline who have not written yet. */
function waiting(conversations, items) {
  const known = new Set(conversations.map(({ email }) => email));
  const addresses = new Set(items.map(addressOf).filter((address) => !known.has(address)));
  return [...addresses].map((address) => ({ ...fromGladly({ id: address, at: "", email: address, messages: [] }, items), unanswerable: true }));
}

function fromIntercom({ id, at, name, email, body, parts }) {
  const read = (part) => (part.part_type === "note" ? note("Internal note", part.body, { html: true, at: part.at }) : { who: part.author, body: part.body, at: part.at });
  return { id, at, name: name || email, messages: [{ who: "customer", body, at }, ...parts.map(read)] };
}

function fromSprinklr({ id, at, context, messages, comments }) {
  const values = Object.fromEntries(Object.entries(context).map(([field, texts]) => [field, texts.join("\n")]));
  const notes = comments.map(({ text, at: when }) => note("Comment", text, { at: when }));
  return { id, at, messages: [...fields("Case", values), ...messages.map(said), ...notes] };
}
