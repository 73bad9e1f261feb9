// A page that waits for something to be made looks again while nobody does anything else on it.
(() => {
  const EVERY = 5000;

  if (!document.querySelector("[data-look-again]")) return;
  setInterval(() => {
    const busy = document.activeElement && document.activeElement !== document.body && document.activeElement.id !== "main";
    if (!document.hidden && !busy) location.reload();
  }, EVERY);
})();
