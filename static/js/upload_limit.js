// input[type=file][data-file-bytes]: a file that the server would refuse for its size is not sent over a slow link first.
// {% upload_note %} brings the words.
(() => {
  const field = document.querySelector("input[type=file][data-file-bytes]");
  const note = field?.form.querySelector("[data-upload-note]");
  if (!note) return;

  field.addEventListener("change", () => {
    const files = [...field.files];
    let room = Number(field.dataset.requestBytes);
    const fits = (file) => {
      if (file.size > Number(field.dataset.fileBytes) || file.size > room) return false;
      room -= file.size;
      return true;
    };
    const taken = files.filter(fits);
    const refused = files.filter((file) => !taken.includes(file));
    note.hidden = refused.length === 0;
    if (note.hidden) return;
    note.querySelector("[data-upload-names]").textContent = refused.map((file) => `“${file.name}”`).join(", ");
    const left = new DataTransfer();
    taken.forEach((file) => left.items.add(file));
    field.files = left.files;
  });
})();
