"use strict";

// Every table sorts by the column whose heading is pressed: numbers by size, texts by their words, what is missing last.
(() => {
  const collator = new Intl.Collator("en", { numeric: true });
  const isMissing = cell => cell.dataset.value === undefined && (cell.textContent === "" || cell.textContent === "–");

  function compare(a, b) {
    const [left, right] = [a.dataset.value, b.dataset.value];
    return left !== undefined && right !== undefined ? Math.sign(Number(left) - Number(right)) || 0
      : left !== undefined ? -1
      : right !== undefined ? 1
      : collator.compare(a.textContent, b.textContent);
  }

  function sort(table, head) {
    const column = head.cellIndex;
    const isDown = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentElement.cells) {
      other.removeAttribute("aria-sort");
    }
    head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
    const rows = [...table.tBodies[0].rows].sort((a, b) => {
      const [one, two] = [a.cells[column], b.cells[column]];
      return isMissing(one) - isMissing(two) || (isDown ? -1 : 1) * compare(one, two);
    });
    table.tBodies[0].append(...rows);
  }

  for (const table of document.querySelectorAll("table")) {
    for (const head of table.tHead.rows[0].cells) {
      head.querySelector("button").addEventListener("click", () => sort(table, head));
    }
  }
})();
