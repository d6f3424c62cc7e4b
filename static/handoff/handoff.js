/**
 * Opens the support chat of a handoff in the customer's browser, and reports to Handoff what became of it.
 *
 *     import { openChat } from "https://YOUR-HANDOFF/storefront/v1/handoff.js";
 *     openChat(launchToken, { onFailed: () => showTheAiAgentAgain() });
 *
 * No dependency, no build, no cookie. The chat platform's own widget must be on the page; this module finds it, waits for
 * it, and never starts it a second time. It never throws into the page.
 *
 * A chat that is open comes back on the next page of the shop as soon as this module is loaded there: its token is kept in
 * the tab's sessionStorage until the chat has ended, with the handoff's id and whether its message has gone out: nothing is
 * said twice. Where the page then calls `openChat` for that handoff, it gets that chat. Where it does not, and the chat can't
 * be shown, nothing is told: the next page tries again. What the page has asked for fails aloud, and is over then.
 *
 * "Test the handoff" in the admin leads to the shop with a token in the address: the module takes it out, and opens that
 * chat as soon as it is loaded. It does so for tests alone: a link can't open anybody else's chat in a customer's browser.
 *
 * Events on `document`, with an Outcome as `detail`: `handoff:accepted` (the opening begins), `handoff:opened`,
 * `handoff:failed`, `handoff:closed`; and `handoff:offered`, with what the page gave.
 *
 * @typedef {object} Outcome  What callbacks get, and the `detail` of the events.
 * @property {string} handoff   the handoff's id, "" where the launch was not answered
 * @property {string} ref       the short reference that human agents see
 * @property {string} provider  the platform, e.g. "intercom"
 * @property {string} [reason]  why it failed:
 *   `widget_absent`       the platform's widget is not on the page
 *   `widget_blocked`      its script is on the page, but the widget never came: blocked, or failed to load
 *   `widget_timeout`      the widget is on the page, but did not get ready in time
 *   `widget_inert`        the widget was told to open, and didn't
 *   `widget_busy`         it takes no other conversation, and has none to show
 *   `team_unavailable`    the platform itself says that nobody is there now
 *   `launch_unavailable`  Handoff could not be reached, or had no launch in time
 *   `expired`, `invalid_token`, `ended`   the token is too old, is not one, or its handoff is over
 *   `origin_not_allowed`  this page's address is not one of the shop's
 *   `unsupported`         this version knows no such platform
 *   `unexpected`          a fault in here
 * @property {string} [message]  where it failed: what the customer may be told, with the merchant's other ways to reach
 *   people where Handoff could name them. Plain text: show it as such
 *
 * @typedef {object} ChatOptions
 * @property {string} [provider]  the platform, where the page knows it: its widget is then looked for at once
 * @property {(outcome: Outcome) => void} [onOpened]  the chat is open (event `handoff:opened`)
 * @property {(outcome: Outcome) => void} [onFailed]  it could not be opened: the AI agent goes on (`handoff:failed`)
 * @property {(outcome: Outcome) => void} [onClosed]  the customer closed it: the AI agent goes on (`handoff:closed`)
 *
 * @typedef {{readonly state: import("./sdk/states.js").State, close: () => void}} ChatHandle
 */

import { Chat } from "./sdk/chat.js";
import { hideLauncher as hide } from "./sdk/launcher.js";
import { remembered } from "./sdk/memory.js";
import { emit } from "./sdk/reports.js";
import { quietly } from "./sdk/timing.js";

const TEST_PARAMETER = "handoff-test";

/** @type {Chat | undefined} One customer, one page, one chat. */
let current;

/**
 * Open the support chat for a launch token. Calling it again with the same token while that chat is there changes nothing.
 * With another token of the same handoff that chat goes on, and tells the callbacks that came last; a chat of another handoff
 * takes its place.
 *
 * @param {string} token  `launch_token` from the API
 * @param {ChatOptions} [options]
 * @returns {ChatHandle}
 */
export function openChat(token, options) {
  const [wanted, given, there] = [textOf(token), options ?? {}, current?.acting];
  if (there?.isFor(wanted)) {
    there.adopt(given, wanted);
    return there.handle;
  }
  emit("accepted", { handoff: "", ref: "", provider: given.provider ?? "" });
  return begin(wanted, given);
}

/**
 * Tell that the page shows the offer of a handoff: emits `handoff:offered`, for analytics of the page's own.
 *
 * @param {{decision?: string | null}} [detail]  the id of the decision that said `offer`
 */
export function offered(detail) {
  emit("offered", { ...detail });
}

/**
 * Keep the platform's own launcher hidden until a handoff, and again after it. To be called when the page loads. Gladly has
 * no call for it: there, set `autoShowButton: false` where its chat is started.
 *
 * @param {string} provider  the platform, e.g. "intercom"
 */
export function hideLauncher(provider) {
  void hide(textOf(provider));
}

/** @param {string} token @param {ChatOptions} options @param {import("./sdk/chat.js").Beginning} [beginning] */
function begin(token, options, beginning) {
  current = new Chat(token, options, { ...beginning, before: current?.makeRoom() });
  void current.run();
  return current.handle;
}

/** @param {unknown} given  by the page: "" for what can't be made a text */
function textOf(given) {
  try {
    return String(given ?? "");
  } catch {
    return "";
  }
}

/** The token stands behind the #, so that it reaches no server's log; nor does it stay in the browser's history. */
function testToken() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const token = parameters.get(TEST_PARAMETER);
  if (!token) return "";
  parameters.delete(TEST_PARAMETER);
  const rest = parameters.toString();
  history.replaceState(history.state, "", location.pathname + location.search + (rest && `#${rest}`));
  return token;
}

function start() {
  const [test, open] = [testToken(), remembered()];
  if (test) begin(test, {}, { onlyTest: true });
  else if (open?.token) begin(open.token, {}, { resumed: true });
}

quietly(start);
