// What is written into a form stays on this device until the server has it.
//
// form[data-keep="NAME"]: from the first key on, in localStorage. NAME says whose form it is and of what
// ("person:assignment:period"); data-keep-version changes with every save on the server. A copy that was sent and finds
// another version has arrived and is dropped; one that was never sent, or was sent and finds the same version, is
// offered again. data-keep-unsaved marks a form that the server sent back without saving it: what it shows exists
// nowhere else, so it is kept as never sent, under the version it came back with (which somebody else's save may have
// changed). autosave.js says by the event "autosaved" that the server has what was written so far. {% keep_note %}
// brings the words.
//
// Every other form that changes something: from the moment of sending on, in this tab, until a page has come that the
// server made of it. A browser's error page, the page for no connection and an error of the server are none, so the
// form's own page offers it again. [data-sent-note] in the layout brings the words.
//
// Signing out removes all copies from the device. Passwords, files and hidden fields are not kept.
(() => {
  const PREFIX = "keep:";
  const DAYS = 14;
  const SENT = "sent:"; // and the page of the form
  const LAST = "last-sent"; // the page of the form of which it is not known yet whether it arrived

  const read = (store, key) => {
    try {
      return JSON.parse(store.getItem(key));
    } catch {
      return null;
    }
  };
  const write = (store, key, copy) => {
    try {
      store.setItem(key, JSON.stringify(copy));
    } catch {
      // A full or forbidden store: the form still works, it is only not kept.
    }
  };
  const keys = (store, prefix) => Object.keys(store).filter((key) => key.startsWith(prefix));

  for (const key of keys(localStorage, PREFIX)) {
    const copy = read(localStorage, key);
    if (!copy || Date.now() - copy.at > DAYS * 86400000) localStorage.removeItem(key);
  }
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sign-out]")) return;
    for (const key of keys(localStorage, PREFIX)) localStorage.removeItem(key);
    for (const key of keys(sessionStorage, SENT)) sessionStorage.removeItem(key);
  });

  const fields = (form) => [...form.elements].filter(
    (element) => element.name && element.matches("input, select, textarea")
      && !["hidden", "password", "file", "submit"].includes(element.type),
  );
  const ticked = (element) => ["checkbox", "radio"].includes(element.type);
  const place = (element) => (ticked(element) ? `${element.name}=${element.value}` : element.name);
  const values = (form) => Object.fromEntries(
    fields(form).map((element) => [place(element), ticked(element) ? element.checked : element.value]),
  );
  const isTyped = (element) => {
    if (ticked(element)) return element.checked !== element.defaultChecked;
    if (element.matches("select")) return [...element.options].some((one) => one.selected !== one.defaultSelected);
    return element.value !== element.defaultValue;
  };
  const same = (a, b) => Object.keys(b).every((name) => !(name in a) || a[name] === b[name]);
  const putBack = (form, copy) => {
    for (const element of fields(form)) {
      const value = copy.values[place(element)];
      if (value === undefined) continue;
      if (ticked(element)) element.checked = value;
      else element.value = value;
    }
  };
  const tell = (form) => {
    form.dispatchEvent(new Event("input", { bubbles: true }));
    fields(form)[0].focus();
  };
  const offer = (note, copy) => {
    note.querySelector("[data-keep-time]").textContent = new Date(copy.at).toLocaleString(
      document.documentElement.lang, { dateStyle: "short", timeStyle: "short" },
    );
    note.hidden = false;
  };

  // Every form that is sent

  const page = () => location.pathname + location.search; // filters.js changes it
  const sentNote = document.querySelector("[data-sent-note]");

  const hasArrived = (last) => {
    const [{ type, responseStatus: status }] = performance.getEntriesByType("navigation");
    if (status >= 400 && status !== 422) return false; // 422: the form itself, with what is wrong in it
    const from = document.referrer && new URL(document.referrer);
    if (type === "navigate") return Boolean(from) && from.pathname + from.search === last;
    return type === "reload" && page() !== last; // sent anew from the browser's own error page
  };

  const isThatForm = (form, copy) => {
    const now = values(form);
    return form.getAttribute("action") === copy.action && form.elements.written_as?.value === copy.mark
      && Object.keys(copy.values).every((name) => name in now);
  };

  if (sentNote) {
    const last = sessionStorage.getItem(LAST);
    if (last && hasArrived(last)) sessionStorage.removeItem(SENT + last);
    sessionStorage.removeItem(LAST);

    const copy = read(sessionStorage, SENT + page());
    const form = copy && [...document.forms].find((one) => isThatForm(one, copy));
    if (form && same(copy.values, values(form))) {
      sessionStorage.removeItem(SENT + page());
    } else if (form) {
      offer(sentNote, copy);
      sentNote.querySelector("[data-sent-files]").hidden = !form.querySelector("[type=file]");
    }
    sentNote.querySelector("[data-keep-restore]").addEventListener("click", () => {
      putBack(form, copy);
      sentNote.hidden = true;
      const folded = form.closest("details");
      if (folded) folded.open = true;
      tell(form);
    });
    sentNote.querySelector("[data-keep-drop]").addEventListener("click", () => {
      sessionStorage.removeItem(SENT + page());
      sentNote.hidden = true;
    });

    document.addEventListener("submit", (event) => {
      const sent = event.target;
      if (!sent.elements.written_as || sent.matches("[data-keep]") || !fields(sent).some(isTyped)) return;
      const { value: mark } = sent.elements.written_as;
      write(sessionStorage, SENT + page(), { at: Date.now(), mark, action: sent.getAttribute("action"), values: values(sent) });
      const offline = document.querySelector("[data-sent-offline]");
      offline.hidden = navigator.onLine;
      if (navigator.onLine) {
        sessionStorage.setItem(LAST, page());
      } else {
        event.preventDefault();
        offline.focus();
      }
    }, true);
    addEventListener("online", () => { document.querySelector("[data-sent-offline]").hidden = true; });
  }

  // The forms that are kept from the first key on

  const form = document.querySelector("form[data-keep]");
  if (!form) return;

  const key = PREFIX + form.dataset.keep;
  const version = () => form.dataset.keepVersion || "";
  const note = form.querySelector("[data-keep-note]");
  const offline = form.querySelector("[data-keep-offline]");

  const keep = (sent) => write(localStorage, key, { at: Date.now(), version: version(), sent, values: values(form) });
  const drop = () => {
    localStorage.removeItem(key);
    note.hidden = true;
  };

  const copy = read(localStorage, key);
  if ("keepUnsaved" in form.dataset) {
    keep(false);
  } else if (copy) {
    const arrived = copy.sent && copy.version !== version();
    if (arrived || same(copy.values, values(form))) {
      drop();
    } else {
      offer(note, copy);
      const folded = form.closest("details");
      if (folded) folded.open = true;
    }
  }

  note.querySelector("[data-keep-restore]").addEventListener("click", () => {
    putBack(form, copy);
    note.hidden = true;
    keep(false);
    tell(form);
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
