// What lies over or above the page can be put away: a message by its button, an open menu by Escape or a press elsewhere.
(() => {
  const look = () => {
    for (const button of document.querySelectorAll("[data-dismiss][hidden]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        button.parentElement.remove();
        document.getElementById("main").focus();
      });
    }
  };
  look();
  document.addEventListener("renewed", look);

  const openMenus = () => document.querySelectorAll("details.menu[open]");

  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
