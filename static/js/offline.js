// The page for no connection, and what installs it: the worker that shows it (templates/site/service_worker.js).
(() => {
  const manifest = document.querySelector("link[rel=manifest]");
  if (manifest && "serviceWorker" in navigator) {
    // After the page: on a weak link nothing may come before what somebody asked for.
    addEventListener("load", () => navigator.serviceWorker.register(manifest.dataset.worker).catch(() => {}));
  }

  const back = document.querySelector("[data-back]");
  if (!back) return;
  back.hidden = history.length < 2;
  back.addEventListener("click", () => history.back());
  addEventListener("online", () => { document.querySelector("[data-online]").hidden = false; });
})();
