// Beside count.js: how much box and book differ; why is asked only when they do.
import { amountOf, figure } from "./words.js";

for (const box of document.querySelectorAll("[data-book]")) {
  const [label, apart, why] = ["[data-difference]", "[data-apart]", "[data-why]"].map((part) => box.querySelector(part));
  const compare = () => {
    const counted = amountOf(box.querySelector("[data-total]").textContent) || 0;
    const difference = counted - Number(box.dataset.book);
    const typed = [...box.querySelectorAll("[data-note], .input-money")].some((one) => one.value.trim());
    why.hidden = !typed || !difference;
    if (!typed) return;
    label.textContent = label.dataset[difference < 0 ? "missing" : difference ? "over" : "even"];
    apart.textContent = difference ? `${figure(Math.abs(difference))}\u00a0đ` : "";
  };
  box.addEventListener("input", compare);
  compare();
}
