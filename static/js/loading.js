// A page that takes long to come says that it is on its way: on a weak link, and where the tracker was put on a phone's
// first screen, which shows no bar of a browser. A file that is fetched leaves the page where it is, so it ends by itself.
(() => {
  const note = document.querySelector("[data-loading]");
  if (!note) return;

  const AFTER = 700; // what comes sooner needs no words
  const UNTIL = 20000;
  let timers = [];

  const end = () => {
    timers.forEach(clearTimeout);
    note.hidden = true;
  };
  addEventListener("beforeunload", () => {
    end();
    timers = [setTimeout(() => { note.hidden = false; }, AFTER), setTimeout(end, UNTIL)];
  });
  addEventListener("pageshow", end);
})();
