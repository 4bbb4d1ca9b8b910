// While notes are counted: what each kind comes to, and the sum. Without it the server says the same after sending.
import { amountOf, figure } from "./words.js";

for (const form of document.querySelectorAll("[data-count]")) {
  const notes = [...form.querySelectorAll("[data-note]")];
  const other = form.querySelector(".input-money");
  const sum = () => {
    let total = (other && amountOf(other.value)) || 0;
    for (const box of notes) {
      const amount = (amountOf(box.value) || 0) * Number(box.dataset.note);
      const said = form.querySelector(`output[for="${box.id}"]`);
      if (said) said.textContent = amount ? figure(amount) : "";
      total += amount;
    }
    form.querySelector("[data-total]").textContent = `${figure(total)}\u00a0đ`;
  };
  form.addEventListener("input", sum);
  sum();
}
