// Large number keys for the amount that is being typed: they write into the last money box that was touched, its first
// key anew. The button beside them says how much will be recorded.
import { amountOf, figure } from "./words.js";

for (const keypad of document.querySelectorAll("[data-keypad]")) {
  const form = keypad.closest("form");
  const boxes = [...form.querySelectorAll(".input-money")];
  let box = boxes[0];
  let begun = false;
  keypad.hidden = !box;
  for (const one of boxes) {
    one.addEventListener("focus", () => {
      begun = begun && box === one;
      box = one;
    });
  }
  keypad.addEventListener("click", (event) => {
    const key = event.target.closest("button");
    if (!key) return;
    const before = begun ? box.value.replace(/\D/g, "") : "";
    const amount = amountOf("clear" in key.dataset ? "" : before + key.textContent);
    box.value = Number.isNaN(amount) ? "" : figure(amount);
    begun = true;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const act = form.querySelector("[data-act]");
  form.addEventListener("input", () => {
    const parts = boxes.filter((one) => !("whole" in one.dataset));
    const sum = parts.reduce((all, one) => all + (amountOf(one.value) || 0), 0);
    act.textContent = act.dataset.act.replace("%s", figure(sum));
  });
}
