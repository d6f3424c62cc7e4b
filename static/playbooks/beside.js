// What the panels beside the editor share: the draft as it stands on the page, the Agents that are checked, and asking.

const form = /** @type {HTMLFormElement} */ (document.getElementById("playbook_form"));
const TROUBLE = "The server could not be reached. Check your connection, then try again.";
const REFUSED = "The server did not take this. Open this page in a new tab, and log in there if it asks you to. Then try again here.";

/** @returns {HTMLInputElement[]} */
const boxes = () => [...form.querySelectorAll("input[name=agents]")].map((box) => /** @type {HTMLInputElement} */ (box));
const checked = () => boxes().filter((box) => box.checked);

/** @param {string} name */
const value = (name) => /** @type {HTMLInputElement | HTMLTextAreaElement} */ (form.elements.namedItem(name)).value;

/** The page as it is now, saved or not. */
export function draft() {
  return { text: value("draft"), name: value("name"), agents: checked().map((box) => box.value) };
}

/** @param {() => void} changed */
export function onEdit(changed) {
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
}

/**
 * @template {HTMLElement} T
 * @param {ParentNode} panel
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
export function within(panel, selector, type) {
  const found = panel.querySelector(selector);
  if (!(found instanceof type)) throw new TypeError(`${selector} is missing`);
  return found;
}

/**
 * Keeps a list of the checked Agents. Without one, the panel says so.
 *
 * @param {HTMLElement} panel
 * @param {() => void} changed
 * @returns {HTMLSelectElement}
 */
export function keepAgents(panel, changed) {
  const list = within(panel, "[data-agent]", HTMLSelectElement);
  const fill = () => {
    const agents = checked();
    const kept = agents.some((box) => box.value === list.value) ? list.value : (agents[0]?.value ?? "");
    list.replaceChildren(...agents.map((box) => new Option(box.labels?.[0]?.textContent?.trim(), box.value)));
    list.value = kept;
    within(panel, "[data-no-agent]", HTMLElement).hidden = agents.length > 0;
    within(panel, "[data-with-agent]", HTMLElement).hidden = agents.length === 0;
  };
  const refill = () => { fill(); changed(); };
  for (const box of boxes()) box.addEventListener("change", refill);
  list.addEventListener("change", changed);
  // A browser that went back restores what was checked after the scripts have run.
  window.addEventListener("pageshow", refill);
  fill();
  return list;
}

/**
 * The answer, or one with a `problem` in words.
 *
 * @param {string} url
 * @param {object} body
 * @param {number} milliseconds
 * @returns {Promise<any>}
 */
export async function ask(url, body, milliseconds) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": value("csrfmiddlewaretoken") };
  try {
    const signal = AbortSignal.timeout(milliseconds);
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), redirect: "manual", signal });
    return answer.ok ? await answer.json() : { problem: REFUSED };
  } catch {
    return { problem: TROUBLE };
  }
}

/**
 * @param {HTMLElement} element
 * @param {string} words
 */
export function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
  element.hidden = !words;
}

/**
 * @param {HTMLElement} element
 * @param {string} kind
 * @param {string} words
 */
export function badge(element, kind, words) {
  element.className = `hf-badge hf-badge--${kind}`;
  if (element.textContent !== words) element.textContent = words;
}
