/** Gladly's chat (Glad App, formerly Sidekick). Calls: https://developer.gladly.com/glad-app/ */

import { createSight } from "../sdk/sight.js";

const sight = createSight();

/** @returns {GladlyApi} */
const gladly = () => /** @type {GladlyApi} */ (window.Gladly);

export default /** @satisfies {import("../sdk/widgets.js").Widget} */ ({
  trace: 'script[src*="cdn.gladly."]',

  present: () => Boolean(window.Gladly),

  /** Its loading stub has `init` alone. */
  ready: () => typeof window.Gladly?.show === "function",

  /** Other answers than AVAILABLE are not documented. */
  available() {
    const answer = gladly().getAvailability?.();
    return typeof answer !== "string" || answer === "AVAILABLE";
  },

  /** So that the chat belongs to the profile that holds the summary. @param {{user?: {name?: string, email?: string}}} options */
  async identify({ user }) {
    if (!user) return;
    await gladly().clearUser?.();
    gladly().setUser?.(user);
  },

  /** @param {() => void} shown @param {() => void} hidden */
  watch(shown, hidden) {
    sight.watch(shown, hidden, () => {
      gladly().on?.("sidekick:opened", () => sight.tell(true));
      gladly().on?.("sidekick:closed", () => sight.tell(false));
      gladly().on?.("conversation:ended", () => sight.tell(false));
    });
  },

  open() {
    gladly().show();
    if (typeof gladly().on !== "function") sight.tell(true); // it has no way to tell
    return false;
  },

  close: () => gladly().close(),
});
