// form[data-ticks]: its button says how many of the form's boxes are ticked, and another ticks all that one sees, or none.
(() => {
  const begin = (form) => {
    const boxes = [...form.elements].filter((field) => field.type === "checkbox");
    const number = form.querySelector("[data-ticked]");
    const all = form.querySelector("[data-tick-all]");
    if (!number || !all) return; // who only looks has no button
    const seen = () => boxes.filter((box) => !box.closest("details:not([open])"));

    const show = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      number.textContent = ticked;
      number.hidden = !ticked;
      all.textContent = seen().every((box) => box.checked) ? all.dataset.tickNone : all.dataset.tickAll;
    };

    all.hidden = false;
    all.addEventListener("click", () => {
      const tick = seen().some((box) => !box.checked);
      for (const box of tick ? seen() : boxes) box.checked = tick;
      show();
    });
    for (const box of boxes) box.addEventListener("change", show);
    for (const part of document.querySelectorAll("details")) part.addEventListener("toggle", show);
    window.addEventListener("pageshow", show); // the browser remembers boxes on the way back
  };

  const look = () => { for (const form of document.querySelectorAll("form[data-ticks]")) begin(form); };
  look();
  document.addEventListener("renewed", look);
})();
