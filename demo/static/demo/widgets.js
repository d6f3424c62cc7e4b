/** The platforms' widgets, put into the page as a merchant's snippet does: what it needs first, then its script. */

import { make } from "./http.js";

/** What the stand-ins are asked to be like, unless somebody has asked for something else. */
const order = (wanted) => (window.standIn = { ...wanted, ...window.standIn });

/** The script of each platform, which its stand-in takes the place of, and what the snippet does before it. */
const SNIPPETS = {
  intercom: {
    script: "https://widget.intercom.io/widget/northwind",
    before: (customer) => (window.intercomSettings = { app_id: "northwind", hide_default_launcher: true, ...customer }),
  },
  zendesk: {
    script: "https://static.zdassets.com/ekr/snippet.js?key=northwind",
    id: "ze-snippet",
    before: () => order({ multiConversation: true }),
  },
  gorgias: { script: "https://config.gorgias.chat/bundle-loader/northwind", id: "gorgias-chat-widget-install-v3" },
  gladly: {
    script: "https://cdn.gladly.com/chat-sdk/widget.js",
    before: () => (window.gladlyConfig = { appId: "northwind" }),
  },
  sprinklr: {
    script: "https://prod2-live-chat.sprinklr.com/api/livechat/handshake/widget/northwind",
    before() {
      window.sprChatSettings = { appId: "northwind" };
      window.sprChat = (...call) => (window.sprChat.q ??= []).push(call);
    },
  },
  shopify_inbox: {
    script: "https://cdn.shopify.com/storefront/web-components/chat.js",
    before: () => document.body.append(document.createElement("shopify-chat")), // the theme's
  },
};

/** @param {string} slug @param {object} [customer] who is logged in */
export function loadWidget(slug, customer) {
  const snippet = SNIPPETS[slug];
  if (!snippet) return;
  snippet.before?.(customer);
  const src = `/stand-in/widgets/${slug}.js?in-place-of=${snippet.script}`;
  document.head.append(make("script", { type: "module", src, id: snippet.id ?? "" }));
}
