/** The switch between the platforms. It changes what the Brand has set, as its merchant can in the admin. */

import { ask, byId } from "./http.js";

/**
 * @param {string} chosen  the Brand's platform
 * @param {() => Promise<void>} leave  what is left behind before the page comes anew
 * @param {() => void} refused
 */
export function showPlatform(chosen, leave, refused) {
  const select = byId("platform");
  select.value = chosen;
  select.addEventListener("change", async () => {
    select.disabled = true;
    if (await ask("/platform/", { kind: select.value })) {
      await leave();
      return location.reload();
    }
    select.disabled = false;
    select.value = chosen;
    refused();
  });
}
