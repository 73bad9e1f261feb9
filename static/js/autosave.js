// form[data-autosave]: what is written is saved on the server as well, some seconds after the last key and when the page
// is left. The form's hidden uid and version follow the draft, and so does data-keep-version (keep_form.js).
//
// One request at a time, and none for a form that nobody has touched. Files go with the form's own buttons. Where
// somebody else has saved, or the session has ended, saving stops and says so: what is written stays where it is.
// {% autosave_note %} brings the words.
(() => {
  const form = document.querySelector("form[data-autosave]");
  const note = form?.querySelector("[data-autosave-note]");
  if (!note) return;

  const PAUSE = 4000; // after the last key
  const AGAIN = 30000; // after a failure
  const GIVE_UP = 20000; // on an answer
  const OWN = ["uid", "version", "csrfmiddlewaretoken"]; // what follows the server is nothing that somebody wrote

  const pack = () => {
    const data = new FormData(form);
    for (const element of form.elements) {
      if (element.type === "file") data.delete(element.name);
    }
    data.set("autosave", "1");
    return data;
  };
  const written = () => JSON.stringify([...pack()].filter(([name]) => !OWN.includes(name)));
  const say = (words) => {
    note.hidden = false;
    note.querySelector("[data-autosave-words]").textContent = words;
  };
  const words = (name) => note.querySelector(`[data-autosave-says=${name}]`).textContent;

  let saved = written();
  let timer;
  let sending = null;
  let isOver = false; // stopped for good, or the form itself is on its way

  const stop = (text) => {
    isOver = true;
    say(text);
  };

  const refused = (answer) => stop(`${answer.words} ${words(answer.has_two_versions ? "two-versions" : "stopped")}`);

  const arrived = (draft, what) => {
    form.elements.uid.value = draft.uid;
    form.elements.version.value = draft.version;
    form.dataset.keepVersion = `${draft.uid}-${draft.version}`;
    saved = what;
    say(draft.words);
    const isAll = written() === saved;
    form.dispatchEvent(new CustomEvent("autosaved", { detail: { isAll } }));
    if (!isAll) wait(PAUSE);
  };

  const send = async (what, isLeaving) => {
    const limit = new AbortController();
    const clock = setTimeout(() => limit.abort(), GIVE_UP);
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: pack(), redirect: "manual", keepalive: isLeaving, signal: limit.signal,
      });
      if (answer.type === "opaqueredirect" || answer.status === 403) stop(words("signed-out"));
      else if (answer.ok) arrived(await answer.json(), what);
      else if (answer.status === 409) refused(await answer.json());
      else if (answer.status === 422) say((await answer.json()).words);
      else throw new Error(String(answer.status));
    } catch {
      say(words("failed"));
      wait(AGAIN);
    } finally {
      clearTimeout(clock);
    }
  };

  const save = async (isLeaving = false) => {
    clearTimeout(timer);
    const what = written();
    if (isOver || sending || what === saved) return;
    sending = send(what, isLeaving);
    await sending;
    sending = null;
  };
  const wait = (time) => {
    clearTimeout(timer);
    timer = setTimeout(save, time);
  };

  form.addEventListener("input", () => wait(PAUSE));
  addEventListener("online", () => wait(0));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });

  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (event.defaultPrevented) return;
    if (!sending) {
      isOver = true;
      return;
    }
    // The form goes after the draft that is on its way, or the two would meet as a conflict.
    event.preventDefault();
    const button = event.submitter;
    sending.finally(() => setTimeout(() => form.requestSubmit(button)));
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) isOver = false;
  });
})();
