// The single keys that data-shortcuts lists, and the sheet that explains them, as a dialog over the page.
//
// They rest while somebody types, while a dialog is open, beside Alt, Ctrl and the like, and where the person has switched
// them off on the sheet, which is kept on this device. The letters after the key "go" are the access keys of the main places.
(() => {
  const link = document.querySelector("a[data-shortcuts]");
  if (!link) return;

  const OFF = "shortcuts:off";
  const PATIENCE = 2000; // between "go" and its letter
  const TYPED = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button], [type=submit])";
  const ROWS = "tbody tr, .rows > li, .queue > li";

  const names = JSON.parse(link.dataset.shortcuts);
  const main = document.getElementById("main");

  const prepare = (sheet) => {
    const part = sheet.querySelector("[data-sheet-switch]");
    const box = part.querySelector("input");
    part.hidden = false;
    box.checked = localStorage.getItem(OFF) === null;
    box.addEventListener("change", () => {
      if (box.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    });
  };
  const here = document.querySelector("[data-sheet]");
  if (here) prepare(here);

  const fetched = async () => {
    try {
      const answer = await fetch(link.href);
      return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-sheet]");
    } catch {
      return null;
    }
  };
  const open = async () => {
    const sheet = here ? null : await fetched();
    if (!sheet) {
      location.href = link.href;
      return;
    }
    const heading = sheet.querySelector("h1");
    const dialog = document.createElement("dialog");
    dialog.className = "panel";
    dialog.setAttribute("aria-labelledby", heading.id);
    dialog.append(sheet);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    prepare(dialog);
    dialog.querySelector("[data-sheet-close]").hidden = false;
    dialog.showModal();
    heading.tabIndex = -1;
    heading.focus();
  };

  const linkOf = (row) => row.querySelector("th a[href], h3 a[href]") ?? row.querySelector("a[href]");
  const rows = () => [...main.querySelectorAll(ROWS)].filter((row) => linkOf(row)?.getClientRects().length);
  const current = () => document.activeElement.closest(ROWS);
  const move = (step) => {
    const all = rows();
    const to = all[all.includes(current()) ? all.indexOf(current()) + step : 0];
    if (to) linkOf(to).focus();
  };
  const search = () => {
    const [field, page] = document.querySelectorAll(".find input, .find a");
    if (field?.getClientRects().length) field.focus();
    else page?.click();
  };

  let isGoing;
  const DO = {
    search,
    sheet: open,
    next: () => move(1),
    previous: () => move(-1),
    tick: () => current()?.querySelector("input[type=checkbox]")?.click(),
    go: () => {
      isGoing = true;
      setTimeout(() => { isGoing = false; }, PATIENCE);
    },
  };
  const go = (letter) => {
    isGoing = false;
    const place = document.querySelector(`.nav-app a[accesskey="${CSS.escape(letter)}"]`);
    place?.click();
    return Boolean(place);
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (localStorage.getItem(OFF) !== null || document.querySelector("dialog[open]")) return;
    if (event.target.closest?.(TYPED)) return;
    const key = event.key.toLowerCase();
    if (isGoing && go(key)) return;
    if (!(key in names)) return;
    event.preventDefault();
    DO[names[key]]();
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("a[data-opens-sheet]");
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const menu = opener.closest("details");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    open();
  });
})();
