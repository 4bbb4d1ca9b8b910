// A sum handed over fills the boxes in the order in which it pays: contributions, then what the loans ask for, then
// principal ahead. The server splits in the same way; what stands in the boxes is what is written.
import { amountOf, figure } from "./words.js";

for (const form of document.querySelectorAll("form[data-order]")) {
  const order = JSON.parse(form.dataset.order);
  const whole = form.querySelector("[data-whole]");
  whole?.addEventListener("input", () => {
    const given = amountOf(whole.value);
    if (Number.isNaN(given)) return;
    for (const [name, amount] of split(given, order)) form.elements[name].value = figure(amount);
  });
}

/** Split a sum (đồng) by the order of the boxes → Map of box to amount. A loan's begun interest is paid when it ends. */
export function split(given, order) {
  const paid = new Map(order.flatMap((step) => [step.box, step.interest ?? step.box]).map((name) => [name, 0]));
  let left = given;
  const take = (name, most) => {
    const taken = Math.max(0, Math.min(left, most));
    paid.set(name, paid.get(name) + taken);
    left -= taken;
  };
  for (const step of order) {
    if (step.interest && left >= step.most) take(step.interest, step.begun);
    take(step.box, step.most);
  }
  return paid;
}
