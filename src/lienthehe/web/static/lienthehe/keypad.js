// Large number keys for the amount that is being typed: they write into the last money box that was touched.
import { amountOf, figure } from "./words.js";

for (const keypad of document.querySelectorAll("[data-keypad]")) {
  const boxes = [...keypad.closest("form").querySelectorAll(".input-money")];
  let box = boxes[0];
  keypad.hidden = !box;
  for (const one of boxes) one.addEventListener("focus", () => { box = one; });
  keypad.addEventListener("click", (event) => {
    const key = event.target.closest("button");
    if (!key) return;
    const typed = "clear" in key.dataset ? "" : box.value.replace(/\D/g, "") + key.textContent;
    const amount = amountOf(typed);
    box.value = Number.isNaN(amount) ? "" : figure(amount);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
