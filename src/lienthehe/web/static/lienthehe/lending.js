// The button that lends says how much, as it stands in the boxes.
import { amountOf, figure } from "./words.js";

for (const act of document.querySelectorAll("[data-act]")) {
  const form = act.closest("form");
  const boxes = [...form.querySelectorAll(".input-money")];
  form.addEventListener("input", () => {
    const sum = boxes.reduce((all, box) => all + (amountOf(box.value) || 0), 0);
    act.textContent = act.dataset.act.replace("%s", figure(sum));
  });
}
