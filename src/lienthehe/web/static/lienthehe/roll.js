// Counts along while the roll is called, and says on the button how many are present.
const boxes = [...document.querySelectorAll('.roll input[name="present"]')];
const cells = Object.fromEntries([...document.querySelectorAll("[data-tally]")].map((cell) => [cell.dataset.tally, cell]));
const act = document.querySelector("[data-act]");

function tally() {
  const excused = boxes.filter((box) => !box.checked && isExcused(box)).length;
  const present = boxes.filter((box) => box.checked).length;
  cells.present.textContent = present;
  cells.excused.textContent = excused;
  cells.absent.textContent = boxes.length - present - excused;
  act.querySelector("button").textContent = act.dataset.act.replace("%s", present);
}

function isExcused(box) {
  return document.querySelector(`input[name="why-${box.value}"][value="excused"]`).checked;
}

document.querySelector(".roll").addEventListener("change", tally);
tally();
