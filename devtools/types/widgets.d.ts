/** The platforms' calls for which there are no published types: what static/handoff/providers/ makes of them, no more. */

interface GorgiasChatApi {
  init?(): Promise<unknown>;
  open(): void;
  close(): void;
  isOpen?(): boolean;
  isBusinessHours?(): boolean;
  captureUserEmail?(email: string): void;
  sendMessage?(text: string): void;
  on?(event: "ready" | "widget:opened" | "widget:closed" | "message:received" | "typing:start", tell: () => void): void;
}

interface GladlyApi {
  show(): void;
  close(): void;
  getAvailability?(): string;
  clearUser?(): Promise<unknown>;
  setUser?(user: { name?: string; email?: string }): void;
  on?(event: "sidekick:opened" | "sidekick:closed" | "conversation:started" | "conversation:ended", tell: () => void): void;
}

interface ShopifyChatElement extends HTMLElement {
  show?(): void;
  close?(): void;
}

interface Window {
  GorgiasChat?: GorgiasChatApi;
  GorgiasBridge?: unknown;
  /** Its loading stub has `init` alone. */
  Gladly?: Partial<GladlyApi>;
}

declare function sprChat(name: "open" | "close" | "openExistingConversation"): void;
declare function sprChat(name: "subscribeToUpdate", wanted: { topic: string; subscriber: (told: unknown) => void }): void;
declare function sprChat(
  name: "openNewConversation",
  wanted: {
    initialMessages: { message: string; isSentByUser: boolean }[];
    autoInitiateConversation: boolean;
    conversationContext: Record<string, string[]>;
  },
): void;
declare function sprChat(name: "updateConversationContext", wanted: { context: Record<string, string[]> }): void;

/** What @types/zendesk-web-widget leaves out. */
declare function zE(
  scope: "messenger",
  method: "newConversation",
  wanted: { metadata: Record<string, string>; message: { content: { type: "text"; text: string } } },
  tell: (error: object | null | undefined, conversation?: { id: string }) => void,
): void;
declare function zE(
  scope: "messenger:ui",
  method: "navigation",
  wanted: { screen: "Conversation"; options: { conversationId: string } },
): void;

/** What @types/intercom-web leaves out. */
declare namespace Intercom_ {
  interface IntercomCommandSignature {
    ready: (tell: () => void) => void;
  }
}
