/** Waiting, with an end. */

/** @param {number} ms @returns {Promise<void>} */
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {number} least @param {number} value @param {number} most */
export const between = (least, value, most) => Math.min(Math.max(least, value), most);

/**
 * The promise's value, or undefined when it takes too long. Where it fails, so does this.
 *
 * @template T @param {T | Promise<T>} promise @param {number} ms @returns {Promise<T | undefined>}
 */
export async function within(promise, ms) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<undefined>} */
  const late = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether it came to hold in time. @param {() => boolean} holds @param {number} ms @param {number} every */
export async function until(holds, ms, every) {
  const deadline = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > deadline) return false;
    await sleep(every);
  }
  return true;
}

/** The page's callbacks, and widgets on their way out, must not break anything here. @param {() => void} action */
export function quietly(action) {
  try {
    action();
  } catch (error) {
    console.error("Handoff:", error);
  }
}
