/**
 * A stand-in for Shopify Inbox: the element <shopify-chat>, defined some time after the page has it, or never ("inert");
 * with `legacy` the older <inbox-online-store-chat>. Neither is an API, and neither sends anything by itself.
 */

import { createChat, later, options } from "./chat.js";
import { createPanel } from "./panel.js";

const LABEL = "Shopify Inbox (stand-in)";
const LOOK = { label: LABEL, accent: "#1a1a1a", greeting: "Hi, message us with any questions." };
const STYLE = `
  [part=activator] { position: fixed; right: 16px; bottom: 16px; min-width: 44px; min-height: 44px; z-index: 2147482999; }
  :host([open]) [part=activator] { visibility: hidden; }
  [part=dialog] { position: fixed; z-index: 2147483000; right: var(--messenger-right, 16px); bottom: 16px; width: 348px;
    height: min(560px, calc(100vh - 32px)); border-radius: 16px; overflow: hidden; background: #fff;
    box-shadow: 0 12px 48px rgb(9 20 33 / .32); }
  [part=dialog][hidden] { display: none; }
  iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; }
  @media (max-width: 600px) { [part=dialog] { inset: 0; width: 100%; height: 100%; border-radius: 0; } }
`;
const LEGACY_STYLE = `
  :host { pointer-events: none; }
  section, .chat-toggle { pointer-events: auto; }
  .chat-toggle { float: right; padding: 0 14px; margin-top: 8px; background: #1a1a1a; }
  section:not([hidden]) + .chat-toggle { display: none; }
`;

const styled = (root, text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};
const tell = (name) => document.dispatchEvent(new CustomEvent(`shopify-chat:${name}`));
const onPage = (tag) => document.querySelector(tag) ?? document.body.appendChild(document.createElement(tag));

/** @param {Omit<Parameters<typeof createPanel>[0], "label" | "accent" | "greeting" | "onSend">} look */
function chatPanel(look) {
  const panel = createPanel({ ...LOOK, ...look, onSend: async (text) => (await chat.say({ body: text })) || panel.draft(text) });
  const chat = createChat({ slug: "shopify_inbox", onChat: (messages) => panel.render(messages) });
  panel.render([]);
  return panel;
}

class ShopifyChat extends HTMLElement {
  #dialog = document.createElement("div");
  #panel;

  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: "open" });
    styled(root, STYLE);
    const activator = Object.assign(document.createElement("button"), { type: "button", textContent: "Chat", onclick: () => this.#toggle() });
    activator.setAttribute("part", "activator");
    this.#dialog.setAttribute("part", "dialog");
    this.#dialog.setAttribute("role", "dialog");
    this.#dialog.setAttribute("aria-label", LABEL);
    this.#dialog.hidden = true;
    root.append(activator, this.#dialog);
  }

  show() {
    if (options.refusesToShow) return;
    this.#dialog.hidden = false;
    this.setAttribute("open", "");
    this.#panel ??= this.#conversation();
    this.#panel.show();
    tell(this.getAttribute("mode") === "managed" ? "enter-managed" : "enter-standalone");
  }

  close() {
    this.#dialog.hidden = true;
    this.removeAttribute("open");
    tell("close");
  }

  #toggle() {
    if (this.#dialog.hidden) this.show();
    else this.close();
  }

  /** Its composer is a window of its own further down. */
  #conversation() {
    const runtime = this.#dialog.appendChild(document.createElement("shopify-agent-runtime"));
    const root = runtime.attachShadow({ mode: "open" });
    styled(root, STYLE);
    const frame = document.createElement("iframe");
    frame.setAttribute("part", "iframe");
    frame.title = LABEL;
    root.append(frame);
    const page = frame.contentDocument;
    page.documentElement.lang = "en";
    const host = page.body.appendChild(page.createElement("shopify-chat-conversation"));
    host.setAttribute("embedded", "");
    return chatPanel({ host, role: "group", onClose: () => this.close() });
  }
}

function legacy() {
  const element = onPage("inbox-online-store-chat");
  element.id = "ShopifyChat";
  const panel = chatPanel({ host: element, hides: "section", onClose: () => turn(false), composer: { "data-spec": "message-input" } });
  styled(panel.root, LEGACY_STYLE);
  panel.root.querySelector("section").id = "chat-ui";
  const button = Object.assign(document.createElement("button"), { type: "button", className: "chat-toggle", textContent: "Chat" });
  button.dataset.spec = "toggle-button";
  button.setAttribute("aria-controls", "chat-ui");
  button.addEventListener("click", () => turn(element.getAttribute("is-open") !== "true"));
  panel.root.append(button);
  const turn = (open) => {
    if (open && options.refusesToShow) return;
    element.setAttribute("is-open", String(open));
    if (open) panel.show();
    else panel.hide();
  };
  turn(false);
}

if (options.legacy) {
  await later(options.loadDelayMs);
  legacy();
} else {
  onPage("shopify-chat"); // the theme has it, with or without Inbox
  await later(options.loadDelayMs ?? 300);
  if (!options.inert) customElements.define("shopify-chat", ShopifyChat);
}
