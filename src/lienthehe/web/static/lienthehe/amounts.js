// While an amount is typed, its words stand below it from one million đồng up; leaving the box puts its dots.
import { amountInWords, amountOf, figure } from "./words.js";

for (const box of document.querySelectorAll(".input-money")) {
  const words = document.querySelector(`output.in-words[for="${box.id}"]`);
  box.addEventListener("input", () => {
    const amount = amountOf(box.value);
    if (words) words.textContent = amount >= 1e6 ? amountInWords(amount) : "";
  });
  box.addEventListener("change", () => {
    const amount = amountOf(box.value);
    if (!Number.isNaN(amount)) box.value = figure(amount);
  });
}
