/** Whether a platform's chat is seen: its module tells, the chat listens. */

/** @typedef {() => void} Tell */

export function createSight() {
  let visible = false;
  let subscribed = false;
  /** @type {[Tell, Tell]} */
  let [onShown, onHidden] = [() => {}, () => {}];
  /** @type {Tell[]} */
  const waiting = [];

  return {
    /** @param {boolean} now */
    tell(now) {
      visible = now;
      if (now) waiting.splice(0).forEach((go) => go());
      (now ? onShown : onHidden)();
    },

    /**
     * Widgets rarely have a call that takes a listener away: `subscribe` is called once.
     *
     * @param {Tell} shown @param {Tell} hidden @param {Tell} subscribe
     */
    watch(shown, hidden, subscribe) {
      [onShown, onHidden] = [shown, hidden];
      if (!subscribed) subscribe();
      subscribed = true;
      if (visible) shown();
    },

    /** @returns {Promise<void>} */
    shown: () => (visible ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
