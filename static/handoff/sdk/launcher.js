/** The platform's own launcher, for pages that want it hidden until somebody is needed. Nothing here happens unasked. */

import { quietly, until } from "./timing.js";
import { loadWidget } from "./widgets.js";

/** @typedef {import("./widgets.js").Widget} Widget */

const WITHIN = 10_000;
const TRY_EVERY = 250;

/** @type {Set<string>} The platforms whose launcher the page wants hidden. */
const unwanted = new Set();
/** The platform whose chat is there. */
let inUse = "";

/** @param {string} slug */
export async function hideLauncher(slug) {
  unwanted.add(slug);
  try {
    const widget = await loadWidget(slug);
    await until(() => inUse === slug || !widget.launcher || widget.launcher(false), WITHIN, TRY_EVERY);
  } catch {
    // Then it stays.
  }
}

/** @param {string} slug @param {Widget} widget */
export function reveal(slug, widget) {
  inUse = slug;
  show(slug, widget, true);
}

/** @param {string} slug @param {Widget} widget */
export function conceal(slug, widget) {
  inUse = "";
  show(slug, widget, false);
}

/** @param {string} slug @param {Widget} widget @param {boolean} visible */
function show(slug, widget, visible) {
  if (unwanted.has(slug)) quietly(() => void widget.launcher?.(visible));
}
