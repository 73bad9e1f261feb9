// [data-narrow]: what is typed there hides the boxes of its form whose names lack these words; with or without marks.
(() => {
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

  for (const place of document.querySelectorAll("[data-narrow]")) {
    const field = place.querySelector("input");
    const parts = [...place.closest("form").querySelectorAll("details")];
    let wasOpen = null; // which parts were open before anything was typed
    place.hidden = false;
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    field.addEventListener("input", () => {
      const words = folded(field.value).split(/\s+/).filter(Boolean);
      if (words.length) wasOpen ??= new Map(parts.map((part) => [part, part.open]));
      for (const part of parts) {
        let found = 0;
        for (const box of part.querySelectorAll(".form-check")) {
          box.hidden = !words.every((word) => folded(box.textContent).includes(word));
          if (!box.hidden) found += 1;
        }
        part.hidden = !found;
        if (wasOpen) part.open = words.length ? found > 0 : wasOpen.get(part);
      }
      if (!words.length) wasOpen = null;
    });
  }
})();
