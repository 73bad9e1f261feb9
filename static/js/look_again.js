// A page that waits for something to be made looks again while nobody does anything else on it.
(() => {
  const EVERY = 5000;

  if (!document.querySelector("[data-look-again]")) return;
  setInterval(() => {
    const busy = document.activeElement?.matches("a, button, input, select, summary, textarea");
    if (!document.hidden && !busy) location.reload();
  }, EVERY);
})();
