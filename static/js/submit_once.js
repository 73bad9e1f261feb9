// A form that changes something is sent once, however often its button is pressed.
(() => {
  const UNLOCK_AFTER = 10000; // an answer that is a file leaves the page as it is

  const lock = (form, locked) => {
    form.toggleAttribute("data-sending", locked);
    for (const element of form.elements) {
      if (element.type === "submit") element.disabled = locked;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
    if (form.hasAttribute("data-sending")) {
      event.preventDefault();
      return;
    }
    form.toggleAttribute("data-sending", true);
    // Only after the browser has read the form: a disabled button's name and value are not sent.
    setTimeout(() => lock(form, true));
    setTimeout(() => lock(form, false), UNLOCK_AFTER);
  });

  // Back from the next page, the browser may show this one as it was left.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sending]")) lock(form, false);
  });
})();
