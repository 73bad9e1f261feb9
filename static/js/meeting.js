// The keys of a keyboard and of a presenter's remote turn the screens; without this file the links do.
(() => {
  const TURNS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };

  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = document.querySelector(`a[rel="${TURNS[event.key]}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  });
})();
