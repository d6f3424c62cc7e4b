"""Stubs of the six platforms' widgets: they write down their calls, and tell what the real ones tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.browser.storefront import HANDOFF, INSTALLED, Storefront, ready

RECORDING = """
  const heard = {};
  const tell = (name, fact) => (heard[name] ?? []).forEach((each) => setTimeout(() => each(fact)));
  const listen = (name, each) => (heard[name] ??= []).push(each);
  const plain = (given) => given.filter((each) => typeof each !== "function" && each !== undefined);
  const recorded = (name, action = () => {}) => (...given) => {
    calls.push([name, ...plain(given)]);
    return action(...given);
  };
  let isOpen = false;
  const turn = (to, name, fact) => {
    if (isOpen === to || (to && (window.deaf ?? 0) > 0)) return void (window.deaf -= to ? 1 : 0);
    isOpen = to;
    tell(name, fact);
  };
"""
ZENDESK = (
    RECORDING
    + """
  window.zE = (group, name, value, done) => {
    if (group === "messenger:on") return listen(name, value);
    calls.push([`${group} ${name}`, ...plain([value])]);
    if (group === "messenger:set" && done) setTimeout(done);
    if (name === "open") turn(true, "open");
    if (name === "close") turn(false, "close");
    if (name === "newConversation" && window.conversation !== "silent")
      setTimeout(() => (window.conversation === "refused" ? done({ type: "no" }) : done(undefined, { id: "c-1" })));
  };
"""
)
GORGIAS = (
    RECORDING
    + """
  window.GorgiasBridge = {};
  window.GorgiasChat = {
    init: recorded("init", async () => window.GorgiasChat),
    on: listen,
    open: recorded("open", () => turn(true, "widget:opened")),
    close: recorded("close", () => turn(false, "widget:closed")),
    isOpen: () => isOpen,
    sendMessage: recorded("sendMessage"),
    captureUserEmail: recorded("captureUserEmail"),
  };
"""
)
GLADLY = (
    RECORDING
    + """
  window.Gladly = {
    init: recorded("init"),
    on: listen,
    show: recorded("show", () => turn(true, "sidekick:opened")),
    close: recorded("close", () => turn(false, "sidekick:closed")),
    clearUser: recorded("clearUser", async () => {}),
    setUser: recorded("setUser"),
    endConversation: () => tell("conversation:ended"),
  };
"""
)
SPRINKLR = (
    RECORDING
    + """
  const happened = (eventType) => ({ response: { data: { eventType } } });
  const opened = () => turn(true, "eventTriggered", happened("CONVERSATION_WINDOW_OPENED"));
  const methods = {
    subscribeToUpdate: ({ topic, subscriber }) => {
      listen(topic, subscriber);
      if (topic === "loadCompleted") setTimeout(() => subscriber(window.loading ?? {}));
    },
    open: recorded("open", opened),
    close: recorded("close", () => turn(false, "eventTriggered", happened("CONVERSATION_WINDOW_CLOSED"))),
    openNewConversation: recorded("openNewConversation", () => {
      const answer = window.newConversation ?? { data: { conversationId: "s-1" } };
      setTimeout(() => tell("openNewConversation", answer), window.answersAfter ?? 0);
      if (!answer.error && !answer.response?.error) opened();
    }),
    openExistingConversation: recorded("openExistingConversation", () => window.noneExists || opened()),
    updateConversationContext: recorded("updateConversationContext"),
  };
  window.sprChat = (name, ...given) => methods[name](...given);
"""
)
SHOPIFY = (
    RECORDING
    + """
  customElements.define("shopify-chat", class extends HTMLElement {
    show() {
      calls.push(["show"]);
      this.setAttribute("open", "");
      this.converse();
    }
    close() {
      calls.push(["close"]);
      this.removeAttribute("open");
      document.dispatchEvent(new CustomEvent("shopify-chat:close"));
    }
    converse() {
      if (this.shadowRoot) return;
      const runtime = this.attachShadow({ mode: "open" }).appendChild(document.createElement("shopify-agent-runtime"));
      const frame = runtime.attachShadow({ mode: "open" }).appendChild(document.createElement("iframe"));
      frame.setAttribute("part", "iframe");
      const page = frame.contentDocument;
      const conversation = page.body.appendChild(page.createElement("shopify-chat-conversation"));
      const place = conversation.attachShadow({ mode: "open" });
      const form = place.appendChild(page.createElement("form"));
      form.className = "composer";
      window.composer = form.appendChild(page.createElement("textarea"));
      composer.value = window.begun ?? "";
      composer.addEventListener("input", () => calls.push(["input", composer.value]));
      form.addEventListener("submit", () => calls.push(["sent"]));
    }
  });
"""
)
LEGACY_SHOPIFY = (
    RECORDING
    + """
  customElements.define("inbox-online-store-chat", class extends HTMLElement {
    connectedCallback() {
      const root = this.attachShadow({ mode: "open" });
      const button = root.appendChild(document.createElement("button"));
      button.className = "chat-toggle";
      window.composer = root.appendChild(document.createElement("textarea"));
      composer.dataset.spec = "message-input";
      composer.addEventListener("input", () => calls.push(["input", composer.value]));
      button.addEventListener("click", () => {
        const open = this.getAttribute("is-open") !== "true";
        calls.push([open ? "show" : "close"]);
        this.setAttribute("is-open", String(open));
      });
    }
  });
"""
)
FIELDS = [{"id": "360", "value": "Wants a refund"}]
METADATA = {"zen:ticket_field:360": "Wants a refund", "zen:ticket:tags": "ai_handoff, handoff_h7"}
MESSAGE = "I'd like to talk to a person. Ref H7Q2K9"
CONTEXT = {"_c_5f": ["Wants a refund"]}


@dataclass(frozen=True)
class Platform:
    slug: str
    widget: str
    options: dict[str, Any]
    opening: list[list[Any]]  # these calls, in this order
    returning: list[list[Any]]
    close: str  # as the customer does
    context_passed: bool = True
    passed_again: bool = False  # when it comes back: where the context is set, not said
    once: list[str] = field(default_factory=list)  # calls never made again for the same handoff
    html: str = ""


PLATFORMS = [
    Platform(
        "intercom",
        INSTALLED,
        {"prefill": MESSAGE},
        opening=[["showNewMessage", MESSAGE]],
        returning=[["show"]],
        close="Intercom('hide')",
        once=["showNewMessage"],
    ),
    Platform(
        "zendesk",
        ZENDESK,
        {"fields": FIELDS, "tags": ["ai_handoff", "handoff_h7"], "message": MESSAGE},
        opening=[
            ["messenger:set conversationTags", ["ai_handoff", "handoff_h7"]],
            ["messenger:set conversationFields", FIELDS],
            ["messenger show"],
            [
                "messenger newConversation",
                {"metadata": METADATA, "message": {"content": {"type": "text", "text": MESSAGE}}},
            ],
            ["messenger open"],
            ["messenger:ui navigation", {"screen": "Conversation", "options": {"conversationId": "c-1"}}],
        ],
        returning=[
            ["messenger:set conversationTags", ["ai_handoff", "handoff_h7"]],
            ["messenger:set conversationFields", FIELDS],
            ["messenger show"],
            ["messenger open"],
        ],
        close="zE('messenger', 'close')",
        passed_again=True,
        once=["messenger newConversation"],
    ),
    Platform(
        "gorgias",
        GORGIAS,
        {"message": MESSAGE, "email": "ana@example.com"},
        opening=[["captureUserEmail", "ana@example.com"], ["open"], ["sendMessage", MESSAGE]],
        returning=[["open"]],
        close="GorgiasChat.close()",
        once=["sendMessage", "captureUserEmail"],
    ),
    Platform(
        "gladly",
        GLADLY,
        {"user": {"name": "Ana", "email": "ana@example.com"}},
        opening=[["clearUser"], ["setUser", {"name": "Ana", "email": "ana@example.com"}], ["show"]],
        returning=[["show"]],
        close="Gladly.close()",
        context_passed=False,
        once=["clearUser", "setUser", "init"],
    ),
    Platform(
        "sprinklr",
        SPRINKLR,
        {"message": MESSAGE, "context": CONTEXT},
        opening=[
            [
                "openNewConversation",
                {
                    "initialMessages": [{"message": MESSAGE, "isSentByUser": True}],
                    "autoInitiateConversation": True,
                    "conversationContext": CONTEXT,
                },
            ]
        ],
        returning=[["openExistingConversation"], ["updateConversationContext", {"context": CONTEXT}]],
        close="sprChat('close')",
        passed_again=True,
        once=["openNewConversation"],
    ),
    Platform(
        "shopify_inbox",
        SHOPIFY,
        {"prefill": MESSAGE},
        opening=[["show"], ["input", MESSAGE]],
        returning=[["show"]],
        close="document.querySelector('shopify-chat').close()",
        once=["input", "sent"],
        html="<shopify-chat></shopify-chat>",
    ),
    Platform(
        "shopify_inbox",
        LEGACY_SHOPIFY,
        {"prefill": MESSAGE},
        opening=[["show"], ["input", MESSAGE]],
        returning=[["show"]],
        close="document.querySelector('inbox-online-store-chat').shadowRoot.querySelector('button').click()",
        once=["input"],
        html="<inbox-online-store-chat></inbox-online-store-chat>",
    ),
]
BY_SLUG = {platform.slug: platform for platform in reversed(PLATFORMS)}


def kept(storefront: Storefront, token: str = "token", handoff: str = HANDOFF["handoff"], said: bool = True) -> bool:
    return storefront.kept() == {"token": token, "handoff": handoff, "said": said}


def open_and_leave(storefront: Storefront, slug: str = "gorgias", **launch: Any) -> None:
    """A chat is opened on one page; the next page is loaded."""
    platform = BY_SLUG[slug]
    storefront.html = platform.html
    opening = {**ready(**platform.options), "provider": slug}
    storefront.launches = [opening]
    storefront.open(platform.widget)
    storefront.outcome()
    storefront.wait_for_receipt("opened")
    platform_says = not {"message", "prefill"}.isdisjoint(platform.options)
    storefront.wait_until(lambda: kept(storefront, said=platform_says))
    storefront.launches = [{**opening, "opened": True, **launch}]
    storefront.receipts.clear()
    storefront.go("next")
