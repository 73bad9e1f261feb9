// In a heat map the arrows go from cell to cell, over what is empty; without this file Tab does, one after another.
(() => {
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  document.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const table = event.target.closest("table.hm");
    if (!step || !table || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rows = [...table.rows];
    const cell = event.target.closest("td, th");
    let row = rows.indexOf(cell.parentElement) + step[0];
    let column = cell.cellIndex + step[1];
    while (rows[row]?.cells.length && column >= 0 && column < rows[row].cells.length) {
      const link = rows[row].cells[column].querySelector("a[href]");
      if (link) {
        event.preventDefault();
        link.focus();
        return;
      }
      row += step[0];
      column += step[1];
    }
  });
})();
