// form[data-keep="NAME"]: what is written stays on this device until the server has it.
//
// NAME says whose form it is and of what ("person:assignment:period"); data-keep-version changes with every save on the
// server. A copy that was sent and finds another version has arrived and is dropped; one that was never sent, or was
// sent and finds the same version, is offered again. data-keep-unsaved marks a form that the server sent back without
// saving it: what it shows exists nowhere else, so it is kept as never sent, under the version it came back with (which
// somebody else's save may have changed). autosave.js says by the event "autosaved" that the server has what was
// written so far. Signing out removes all copies from the device.
// {% keep_note %} brings the words. Passwords, files and hidden fields are not kept.
(() => {
  const PREFIX = "keep:";
  const DAYS = 14;

  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const write = (key, copy) => {
    try {
      localStorage.setItem(key, JSON.stringify(copy));
    } catch {
      // A full or forbidden store: the form still works, it is only not kept.
    }
  };
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

  for (const key of keys()) {
    const copy = read(key);
    if (!copy || Date.now() - copy.at > DAYS * 86400000) localStorage.removeItem(key);
  }
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]")) keys().forEach((key) => localStorage.removeItem(key));
  });

  const form = document.querySelector("form[data-keep]");
  if (!form) return;

  const key = PREFIX + form.dataset.keep;
  const version = () => form.dataset.keepVersion || "";
  const note = document.querySelector("[data-keep-note]");
  const offline = document.querySelector("[data-keep-offline]");

  const kept = () => [...form.elements].filter(
    (element) => element.name && element.matches("input, select, textarea")
      && !["hidden", "password", "file", "submit"].includes(element.type),
  );
  const ticked = (element) => ["checkbox", "radio"].includes(element.type);
  const place = (element) => (ticked(element) ? `${element.name}=${element.value}` : element.name);
  const values = () => Object.fromEntries(
    kept().map((element) => [place(element), ticked(element) ? element.checked : element.value]),
  );
  const same = (a, b) => Object.keys(b).every((name) => !(name in a) || a[name] === b[name]);

  const keep = (sent) => write(key, { at: Date.now(), version: version(), sent, values: values() });
  const drop = () => {
    localStorage.removeItem(key);
    note.hidden = true;
  };

  const copy = read(key);
  if ("keepUnsaved" in form.dataset) {
    keep(false);
  } else if (copy) {
    const arrived = copy.sent && copy.version !== version();
    if (arrived || same(copy.values, values())) {
      drop();
    } else {
      note.querySelector("[data-keep-time]").textContent = new Date(copy.at).toLocaleString(
        document.documentElement.lang, { dateStyle: "short", timeStyle: "short" },
      );
      note.hidden = false;
      const folded = form.closest("details");
      if (folded) folded.open = true;
    }
  }

  note.querySelector("[data-keep-restore]").addEventListener("click", () => {
    for (const element of kept()) {
      const value = copy.values[place(element)];
      if (value === undefined) continue;
      if (ticked(element)) element.checked = value;
      else element.value = value;
    }
    note.hidden = true;
    keep(false);
    form.dispatchEvent(new Event("input", { bubbles: true }));
    kept()[0].focus();
  });
  note.querySelector("[data-keep-drop]").addEventListener("click", drop);

  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(false), 300);
  });
  form.addEventListener("autosaved", (event) => {
    clearTimeout(timer);
    if (event.detail.isAll) localStorage.removeItem(key);
    else keep(false);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    keep(navigator.onLine);
    offline.hidden = navigator.onLine;
    if (!navigator.onLine) event.preventDefault();
  });
  addEventListener("online", () => { offline.hidden = true; });
})();
