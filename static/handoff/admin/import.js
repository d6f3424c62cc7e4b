// Makes the imports quicker to use. Without this script both pages still work.

const choice = document.querySelector("[data-import-choice]");
const rows = document.querySelector("[data-import]");

// unfold looks for the text field of its own file widget beside every file field, and fails where there is none.
document.querySelector("input[type=file]")?.form.addEventListener("change", (event) => event.stopPropagation(), true);

if (choice) {
  const country = choice.elements.country;
  country.addEventListener("change", async () => {
    const asked = country.value;
    const answer = await fetch(`?${new URLSearchParams({ country: asked })}`);
    if (!answer.ok || country.value !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    choice.querySelector("[data-region]").replaceChildren(...page.querySelector("[data-region]").children);
  });
}

if (rows) {
  const boxes = [...rows.querySelectorAll("input[type=checkbox]:not(:disabled)")];
  const add = document.querySelector("[data-import-add]");
  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    if (add) add.textContent = `Add ${ticked} closure${ticked === 1 ? "" : "s"}`;
  };
  rows.querySelector("[data-import-all]").hidden = boxes.length < 2;
  for (const button of rows.querySelectorAll("[data-tick]")) {
    button.addEventListener("click", () => {
      for (const box of boxes) box.checked = button.dataset.tick === "all";
      count();
    });
  }
  rows.addEventListener("change", count);
  count();
}
