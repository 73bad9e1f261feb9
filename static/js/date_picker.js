// input[data-date]: the text field (dd/mm/yyyy) stays what is sent; where the browser has a picker, a button opens it.
(() => {
  if (!("showPicker" in HTMLInputElement.prototype)) return;

  const begin = (field) => {
    const native = document.createElement("input");
    native.type = "date";
    native.className = "date-native";
    native.tabIndex = -1;
    native.setAttribute("aria-hidden", "true");

    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-line";
    button.textContent = field.dataset.date;

    button.addEventListener("click", () => {
      const typed = field.value.match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/);
      native.value = typed ? `${typed[3]}-${typed[2].padStart(2, "0")}-${typed[1].padStart(2, "0")}` : "";
      native.showPicker();
    });
    native.addEventListener("change", () => {
      field.value = native.value.split("-").reverse().join("/");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      button.focus();
    });

    field.after(button, native);
  };

  const look = () => { for (const field of document.querySelectorAll("input[data-date]")) begin(field); };
  look();
  document.addEventListener("renewed", look);
})();
