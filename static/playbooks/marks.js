/** The places that the check found fault with: underlined, and followed while the author goes on writing. */

import { positionsIn, unitsIn } from "./document.js";
import { Decoration, DecorationSet, Plugin, PluginKey } from "./library.js";

/**
 * @typedef {{rule: string, severity: "error" | "warning", start: number, end: number, message: string, mend: string,
 *   replacement: string | null}} Finding  as the server gives it; places are code points
 * @typedef {Finding & {from: number, to: number, about: string}} Place  where it is now, and what stood there when it was found
 */

// A hostile text has thousands; the first ones are enough to see by.
const MOST = 500;
const key = new PluginKey("marks");

export function marks() {
  return new Plugin({
    key,
    state: {
      init: () => ({ places: [], decorations: DecorationSet.empty }),
      apply: (/** @type {any} */ tr, /** @type {any} */ before) => tr.getMeta(key) ?? (tr.docChanged ? moved(tr, before) : before),
    },
    props: { decorations: (/** @type {any} */ state) => key.getState(state).decorations },
  });
}

/** @param {any} state @returns {Place[]} */
export function placesOf(state) {
  return key.getState(state).places;
}

/** @param {any} view @param {string} text  what was checked: what the document says now @param {Finding[]} findings */
export function mark(view, text, findings) {
  const [unit, position] = [unitsIn(text), positionsIn(text)];
  const places = findings.map((finding) => {
    const [start, end] = [unit(finding.start), unit(finding.end)];
    return { ...finding, from: position(start), to: position(end), about: text.slice(start, end) };
  });
  const decorations = DecorationSet.create(view.state.doc, places.filter((place) => place.about).slice(0, MOST).map(underline));
  view.dispatch(view.state.tr.setMeta(key, { places, decorations }));
}

/** @param {Place} place */
function underline({ from, to, severity, message }) {
  return Decoration.inline(from, to, { class: `hf-mark hf-mark--${severity}`, title: message });
}

/** @param {any} tr @param {{places: Place[], decorations: any}} before */
function moved(tr, { places, decorations }) {
  return {
    places: places.map((place) => ({ ...place, from: tr.mapping.map(place.from, 1), to: tr.mapping.map(place.to, -1) })),
    decorations: decorations.map(tr.mapping, tr.doc),
  };
}
