// [data-copy]: its button copies what stands in its field. The field is there to be copied from by hand where no script
// runs or the browser lets no page write (without https).
(() => {
  const SAID_FOR = 4000;

  const begin = (place) => {
    const field = place.querySelector("input, textarea");
    const button = place.querySelector("button");
    const folded = place.querySelector("details");
    const status = place.querySelector("[data-copied]");
    button.hidden = false;
    if (folded) folded.hidden = true;

    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value);
        status.textContent = status.dataset.copied;
        setTimeout(() => { status.textContent = ""; }, SAID_FOR);
      } catch {
        if (folded) {
          folded.hidden = false;
          folded.open = true;
        }
        field.focus();
        field.select();
      }
    });
  };

  const look = () => { for (const place of document.querySelectorAll("[data-copy]")) begin(place); };
  look();
  document.addEventListener("renewed", look);
})();
