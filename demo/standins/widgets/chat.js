/** One customer's chat with a stand-in platform. Its id outlives the page; what was said is at the platform. */

import { call, kept } from "./panel.js";

const POLL_EVERY = 1_000;

/** What the page has ordered of the stand-ins before it loads one: see README.md. */
export const options = window.standIn ?? {};

export const later = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Listeners by the event's name. Each is told later, and of each event alone. */
export function createEvents(...names) {
  const listeners = Object.fromEntries(names.map((name) => [name, []]));
  return {
    has: (name) => name in listeners,
    on: (name, listener) => void listeners[name]?.push(listener),
    tell: (name, ...facts) => listeners[name].forEach((listener) => setTimeout(listener, 0, ...facts)),
  };
}

/**
 * `onChat` is told what there is to see; `onStart` of the platform's id of a new one; `onEnd` that a person ended it.
 *
 * @param {{slug: string, onChat: (messages: any[]) => void, onStart?: (id: string) => void, onEnd?: (id: string) => void}} told
 */
export function createChat({ slug, onChat, onStart = () => {}, onEnd = () => {} }) {
  const api = new URL(`../widget/${slug}/`, import.meta.url);
  const key = `stand-in-${slug}-chat`;
  let id = kept.get(key);
  let before = Promise.resolve();
  const keep = (other) => kept.set(key, (id = other));

  const post = async (said) => {
    const wasNew = !id;
    const chat = await call(new URL(id ? `chats/${id}/messages` : "chats", api), said);
    if (!chat) return undefined;
    keep(chat.id);
    if (wasNew) onStart(id);
    onChat(chat.messages);
    return chat;
  };

  const refresh = async () => {
    const asked = id;
    if (!asked) return;
    const chat = await call(new URL(`chats/${asked}`, api));
    if (asked !== id || chat === undefined) return;
    onChat(chat?.messages ?? []);
    if (chat && !chat.ended) return;
    keep(""); // ended, or the stand-in was started anew and has forgotten it
    if (chat) onEnd(asked);
  };

  setInterval(refresh, POLL_EVERY);
  void refresh();
  return {
    get id() {
      return id;
    },
    /** One after the other, so that two messages never begin two chats. */
    say: (said) => (before = before.then(() => post(said))),
    enter: (other) => (keep(other), refresh()),
    leave: () => (keep(""), onChat([])),
  };
}
