// Says beside a blood pressure from 140 over 90 on that the person should see the health station. No diagnosis.
const RAISED = [140, 90];

for (const line of document.querySelectorAll("[data-measure]")) {
  const pressure = [...line.querySelectorAll("input")].slice(1);
  const said = line.querySelector("[data-raised]");
  line.addEventListener("input", () => {
    said.hidden = !pressure.some((box, place) => Number(box.value) >= RAISED[place]);
  });
}
