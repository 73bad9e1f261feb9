// form[data-autosubmit]: a choice made with a mouse or a finger filters at once; with the keyboard each arrow is a
// choice, so there the form's own button does it. What is found takes the place of the page's content, without loading
// the page anew: the address, "back" and the title follow, the same field has the focus after, and the number found is
// said to those who hear the page. "Back" finds the place on the page too: the browser looks for it while the page still
// has the other content, which may be shorter. Where that fails, the browser loads the page as if there were no script.
//
// What was replaced is told by the event "renewed" on the new content, for scripts that hold on to elements.
(() => {
  const main = document.getElementById("main");
  const says = document.querySelector("[data-says]");
  if (!main || !says) return;

  const MARK = { filtered: true };
  let limit = new AbortController();
  const places = new Map(); // by address, how far down somebody was

  const renew = (page) => {
    const isUnfolded = main.querySelector(".fold")?.checked;
    main.replaceChildren(...page.getElementById("main").childNodes);
    document.querySelector("[data-sprite]").replaceWith(page.querySelector("[data-sprite]"));
    document.title = page.title;
    if (isUnfolded && main.querySelector(".fold")) main.querySelector(".fold").checked = true;
    main.dispatchEvent(new CustomEvent("renewed", { bubbles: true }));
    const found = main.querySelector("[data-found]") ?? main.querySelector("h1");
    says.textContent = found.textContent.trim().replace(/\s+/g, " ");
  };

  const show = async (address, arrive) => {
    limit.abort();
    limit = new AbortController();
    const { signal } = limit;
    main.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok || new URL(answer.url).pathname !== location.pathname || !page.querySelector("[data-autosubmit]")) {
        throw new Error(answer.url);
      }
      renew(page);
      arrive();
    } catch {
      if (!signal.aborted) location.assign(address);
    } finally {
      if (!signal.aborted) main.removeAttribute("aria-busy");
    }
  };

  const filter = (address, id) => show(address, () => {
    history.replaceState(MARK, "");
    history.pushState(MARK, "", address);
    (document.getElementById(id) ?? main.querySelector("[data-autosubmit] :is(select, input)")).focus();
  });

  const addressOf = (form) => {
    // As the browser sends it, without the fields that are left empty.
    const typed = [...new FormData(form)].filter(([, value]) => typeof value === "string" && value !== "");
    const asked = new URLSearchParams(typed).toString();
    const address = new URL(form.action);
    address.search = asked;
    return address.href;
  };

  let byKey = false;
  document.addEventListener("keydown", () => { byKey = true; });
  document.addEventListener("pointerdown", () => { byKey = false; });

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (!form || byKey || !event.target.matches("select, input[type=checkbox], input[type=radio]")) return;
    filter(addressOf(form), event.target.id);
  });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !event.target.matches("form[data-autosubmit]")) return;
    event.preventDefault();
    filter(addressOf(event.target), document.activeElement.id);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".applied a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    filter(link.href);
  });
  addEventListener("popstate", (event) => {
    if (!event.state?.filtered) return;
    const place = places.get(location.href);
    show(location.href, () => { if (place !== undefined) scrollTo(0, place); });
  });
  addEventListener("scroll", () => {
    if (!main.hasAttribute("aria-busy")) places.set(location.href, scrollY);
  }, { passive: true });
})();
