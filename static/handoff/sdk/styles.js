/** Rules put into the page without a style element, which a strict Content-Security-Policy would refuse. */

/** @param {string} css @returns {(on: boolean) => boolean} a switch; always true: it works at any time */
export function createRule(css) {
  /** @type {CSSStyleSheet | undefined} */
  let sheet;
  return (on) => {
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(css);
    const others = document.adoptedStyleSheets.filter((each) => each !== sheet);
    document.adoptedStyleSheets = on ? [...others, sheet] : others;
    return true;
  };
}
