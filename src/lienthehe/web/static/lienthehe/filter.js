// Finds names in a long list while one types, with or without diacritics. Without it the list stays whole.
const fold = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");

for (const find of document.querySelectorAll("[data-find]")) {
  const rows = [...document.querySelectorAll("[data-filtered] > li")];
  const said = find.querySelector("[data-found]");
  find.hidden = rows.length < 8;
  find.querySelector("input").addEventListener("input", (event) => {
    const wanted = fold(event.target.value.trim());
    let shown = 0;
    for (const row of rows) {
      const isLetter = row.classList.contains("letter");
      row.hidden = wanted !== "" && (isLetter || !fold(row.querySelector("b, h2").textContent).includes(wanted));
      if (!row.hidden && !isLetter) shown += 1;
    }
    said.textContent = shown ? "" : said.dataset.none;
  });
  find.querySelector("input").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it finds; it does not send the form around it
  });
}
