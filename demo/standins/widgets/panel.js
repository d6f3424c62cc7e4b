/**
 * The window that all stand-in messengers show. It looks like neither platform's own on purpose: it says what it is.
 */

const STYLE = `
  :host { all: initial; position: fixed; z-index: 2147483000; right: var(--messenger-right, 16px); bottom: 16px;
    font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: #16202b; }
  :host([hidden]), [hidden] { display: none !important; }
  :host([embedded]) { position: absolute; inset: 0; }
  section { display: flex; flex-direction: column; box-sizing: border-box; width: 348px; height: min(560px, calc(100vh - 32px));
    background: #fff; border-radius: 16px; overflow: hidden; box-shadow: 0 12px 48px rgb(9 20 33 / .32); }
  header { display: flex; align-items: flex-start; gap: 8px; padding: 14px 8px 14px 18px; color: #fff; background: var(--accent); }
  header div { flex: 1; }
  h2 { margin: 0; font-size: 17px; }
  header p { margin: 2px 0 0; font-size: 13px; opacity: .92; }
  [role=log] { flex: 1; overflow-y: auto; padding: 16px; display: flex; flex-direction: column; gap: 8px; background: #f6f7f9; }
  [role=log] p { margin: 0; padding: 9px 13px; border-radius: 14px; max-width: 82%; white-space: pre-wrap; overflow-wrap: anywhere; }
  .customer { align-self: flex-end; background: var(--accent); color: #fff; border-bottom-right-radius: 4px; }
  .agent { align-self: flex-start; background: #e3e7ec; border-bottom-left-radius: 4px; }
  .hint { align-self: center; color: #56636f; font-size: 13px; text-align: center; }
  form { display: flex; gap: 8px; padding: 12px; border-top: 1px solid #dfe4e9; }
  textarea { flex: 1; field-sizing: content; min-height: 44px; max-height: 140px; box-sizing: border-box; padding: 10px 12px; border: 1px solid #82909c;
    border-radius: 10px; resize: none; font: inherit; color: inherit; background: #fff; }
  button { min-width: 44px; min-height: 44px; border: 0; border-radius: 10px; font: inherit; font-weight: 600; cursor: pointer; color: #fff;
    background: var(--accent); }
  header button { background: transparent; font-size: 22px; line-height: 1; }
  form button { padding: 0 14px; }
  :focus-visible { outline: 3px solid #ffb020; outline-offset: 1px; }
  .away { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  :host([embedded]) section { width: 100%; height: 100%; border-radius: 0; }
  @media (max-width: 600px) {
    :host { inset: 0; }
    section { width: 100%; height: 100%; border-radius: 0; }
  }
`;

const maker = (page) => (name, properties = {}, ...children) => {
  const made = Object.assign(page.createElement(name), properties);
  made.append(...children);
  return made;
};

/**
 * `host` is the element to show it in, where the platform has one of its own; `hides` is what is hidden with it.
 *
 * @param {{
 *   id?: string, label: string, accent: string, greeting: string, onSend: (text: string) => void, onClose: () => void,
 *   host?: HTMLElement, hides?: "host" | "section", role?: string, composer?: Record<string, string>,
 * }} look
 */
export function createPanel({ id = "", label, accent, greeting, onSend, onClose, host, hides = "host", role = "dialog", composer = {} }) {
  const page = host?.ownerDocument ?? document;
  const element = maker(page);
  const holder = host ?? page.body.appendChild(element("div", { id }));
  const root = holder.attachShadow({ mode: "open" });
  const sheet = new page.defaultView.CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  const log = element("div", { tabIndex: 0 });
  log.setAttribute("role", "log");
  log.setAttribute("aria-label", "Messages with the support team");
  const input = element("textarea", { id: "words", rows: 1, placeholder: "Write to our team" });
  for (const [name, value] of Object.entries(composer)) input.setAttribute(name, value);
  const close = element("button", { type: "button", textContent: "×", onclick: onClose });
  close.setAttribute("aria-label", `Close the chat: ${label}`);
  const form = element(
    "form",
    { className: "composer" },
    element("label", { className: "away", htmlFor: "words", textContent: "Write to the support team" }),
    input,
    element("button", { textContent: "Send" }),
  );
  const title = element("div", {}, element("h2", { textContent: "Northwind support team" }), element("p", { textContent: label }));
  const section = element("section", {}, element("header", {}, title, close), log, form);
  section.setAttribute("role", role);
  section.setAttribute("aria-label", label);
  section.style.setProperty("--accent", accent);
  root.append(section);
  const hidden = hides === "host" ? holder : section;
  hidden.hidden = true;

  // As with most frameworks, a text counts only once an input event has told of it.
  let written = "";
  input.addEventListener("input", () => (written = input.value));
  const write = (text) => (input.value = written = text);
  const send = () => {
    const text = written.trim();
    if (!text) return;
    write("");
    onSend(text);
  };
  form.addEventListener("submit", (event) => (event.preventDefault(), send()));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) (event.preventDefault(), send());
  });
  section.addEventListener("keydown", (event) => event.key === "Escape" && onClose());

  /** @type {HTMLElement | null} */
  let before = null;
  let seen = "";
  return {
    root,
    show() {
      if (!hidden.hidden) return;
      before = /** @type {HTMLElement | null} */ (document.activeElement);
      hidden.hidden = false;
      input.focus({ preventScroll: true });
    },
    hide() {
      if (hidden.hidden) return;
      hidden.hidden = true;
      before?.focus?.({ preventScroll: true });
    },
    draft: write,
    /** @param {{from: string, body: string}[]} messages */
    render(messages) {
      const now = JSON.stringify(messages);
      if (now === seen) return;
      seen = now;
      const lines = messages.map(({ from, body }) => element("p", { className: from, textContent: body }));
      log.replaceChildren(...(lines.length ? lines : [element("p", { className: "hint", textContent: greeting })]));
      log.scrollTop = log.scrollHeight;
    },
  };
}

/** JSON from the stand-in platform; null where it refuses, undefined where it can't be reached. */
export async function call(url, body) {
  const answer = await fetch(url, {
    method: body ? "POST" : "GET",
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body && JSON.stringify(body),
  }).catch(() => undefined);
  return answer && (answer.ok ? answer.json() : null);
}

/** What a browser keeps for the platform. A page without storage forgets, and works. */
export const kept = {
  get(key) {
    try {
      return localStorage.getItem(key) ?? "";
    } catch {
      return "";
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Forgotten at the next page.
    }
  },
};
