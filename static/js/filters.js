// form[data-autosubmit]: a choice made with a mouse or a finger filters at once, and the same field has the focus after.
// With the keyboard each arrow is a choice, so there the form's own button does it.
(() => {
  const FOCUS = "filters:focus";

  const last = sessionStorage.getItem(FOCUS);
  if (last) {
    sessionStorage.removeItem(FOCUS);
    document.getElementById(last)?.focus();
  }

  for (const form of document.querySelectorAll("form[data-autosubmit]")) {
    let byKey = false;
    form.addEventListener("keydown", () => { byKey = true; });
    form.addEventListener("pointerdown", () => { byKey = false; });
    form.addEventListener("change", (event) => {
      if (byKey || !event.target.matches("select, input[type=checkbox], input[type=radio]")) return;
      sessionStorage.setItem(FOCUS, event.target.id);
      form.requestSubmit();
    });
  }
})();
