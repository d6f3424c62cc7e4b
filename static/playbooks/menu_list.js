/** What the `/` menu looks like: a list box under the slash, named to screen readers by the text box that keeps the focus. */

/** @typedef {import("./menu.js").Menu} Menu */

const GAP = 4;

export class MenuList {
  /** @type {Menu | null} */ #shown = null;

  /** @param {any} view @param {HTMLElement} box @param {(state: any) => Menu | null} menuOf @param {(command: any) => void} choose */
  constructor(view, box, menuOf, choose) {
    this.box = box;
    this.menuOf = menuOf;
    this.list = made("ul", { id: `${view.dom.id}_menu`, role: "listbox", "aria-label": "Commands", class: "hf-menu", hidden: "" });
    this.said = made("p", { role: "status", class: "hf-unseen" });
    box.append(this.list, this.said);
    // Before the text loses the focus.
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = /** @type {HTMLElement} */ (event.target).closest("[role=option]");
      const number = [...this.list.children].findIndex((child) => child === option);
      if (number >= 0 && this.#shown) choose(this.#shown.items[number]);
    });
    // What is chosen from stays under its slash.
    this.scrolled = () => { if (this.#shown) this.#place(view.coordsAtPos(this.#shown.from)); };
    view.dom.addEventListener("scroll", this.scrolled);
    addEventListener("resize", this.scrolled);
    this.update(view);
  }

  /** @param {any} view */
  update(view) {
    const menu = this.menuOf(view.state);
    if (menu === this.#shown) return;
    if (menu?.items.length !== this.#shown?.items.length) this.said.textContent = menu ? inWords(menu.items.length) : "";
    this.#shown = menu;
    this.list.hidden = !menu;
    this.list.replaceChildren(...(menu?.items ?? []).map((item, number) => this.#option(item, number === menu?.active, number)));
    if (menu) this.#place(view.coordsAtPos(menu.from));
  }

  destroy() {
    this.list.remove();
    this.said.remove();
    removeEventListener("resize", this.scrolled);
  }

  /** @param {{text: string, help: string}} item @param {boolean} active @param {number} number */
  #option(item, active, number) {
    const option = made("li", { id: `${this.list.id}_${number}`, role: "option", "aria-selected": String(active) });
    option.append(made("span", { class: "hf-menu__command" }, item.text), made("span", { class: "hf-menu__help" }, item.help));
    return option;
  }

  /** Under the slash, or over it where the window ends; never out of the box sideways. @param {{left: number, top: number, bottom: number}} slash */
  #place({ left, top, bottom }) {
    const around = this.box.getBoundingClientRect();
    const { offsetHeight: height, offsetWidth: width } = this.list;
    const isUnder = bottom + GAP + height <= innerHeight || top - GAP - height < 0;
    this.list.style.left = `${Math.max(0, Math.min(left - around.left, around.width - width))}px`;
    this.list.style.top = `${(isUnder ? bottom + GAP : top - GAP - height) - around.top}px`;
    this.list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }
}

/** What the text box says of its menu. @param {string} id  the text box's @param {Menu | null} menu @returns {Record<string, string>} */
export function named(id, menu) {
  const list = `${id}_menu`;
  return menu ? { "aria-controls": list, "aria-activedescendant": `${list}_${menu.active}` } : {};
}

/** @param {number} count */
function inWords(count) {
  return `${count === 1 ? "1 command" : `${count} commands`}. Arrow keys choose, Enter puts it in, Escape closes.`;
}

/** @param {string} tag @param {Record<string, string>} attributes @param {string} [text] */
export function made(tag, attributes, text = "") {
  const element = document.createElement(tag);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.textContent = text;
  return element;
}
