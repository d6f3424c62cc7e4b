/** The support chat of a handoff: handoff.js opens it, finds it again on the next page, and tells what became of it. */

const CLOSES_WITHIN = 3_000;
const LOOK_EVERY = 50;
const LOADS_WITHIN = 10_000;

/** Where Handoff is away, so is its script: who waits for it is told. */
const sdk = () => Promise.race([import(`${document.body.dataset.api}/storefront/v1/handoff.js`), late()]);
const late = () => new Promise((_, reject) => setTimeout(() => reject(new Error("late")), LOADS_WITHIN));

/** @param {{changed: () => void, failed: (outcome: {reason?: string}) => void}} told */
export function createSupport({ changed, failed }) {
  let token = ""; // of the handoff whose chat this page has opened
  let opened = false;
  let chat;

  async function open(handoff) {
    token = handoff.token;
    opened = false;
    try {
      const { openChat } = await sdk();
      if (token !== handoff.token) return; // given back meanwhile, or another one
      const onOpened = () => ((opened = true), changed());
      chat = openChat(handoff.token, { provider: handoff.provider, onOpened, onFailed: failed, onClosed: changed });
    } catch {
      failed({});
    }
  }

  return {
    /** At each load of a page: a chat that was open comes back with it. */
    load: async (provider) => (await sdk()).hideLauncher(provider),
    offered: (decision) => void sdk().then(({ offered }) => offered({ decision }), () => {}),

    /** @param {{token: string, chat_status: string, provider: string} | null} handoff */
    follow(handoff) {
      if (handoff && handoff.token !== token) void open(handoff);
      if (!handoff && token) void this.leave();
    },

    isOpen: (handoff) => handoff.chat_status === "opened" || opened,

    /** The team has given the conversation back, or the customer goes elsewhere. */
    async leave() {
      const left = chat;
      token = "";
      opened = false;
      left?.close();
      const deadline = performance.now() + CLOSES_WITHIN;
      while (left?.state === "opened" && performance.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
      }
    },
  };
}
