// Escape shuts the explanation of the clock until one points at it again: it may cover what is being read.
"use strict";

for (const clock of document.querySelectorAll("[data-orologio]")) {
  document.addEventListener("keydown", (event) => event.key === "Escape" && clock.setAttribute("data-chiuso", ""));
  for (const again of ["mouseenter", "focusin"]) {
    clock.addEventListener(again, () => clock.removeAttribute("data-chiuso"));
  }
}

// One box chooses every case of the page; without this script it is not there.
for (const label of document.querySelectorAll("[data-tutti]")) {
  const all = label.querySelector("input");
  const boxes = [...label.closest("form").querySelectorAll("[name=caso]")];
  label.hidden = false;
  all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
  for (const box of boxes) {
    box.addEventListener("change", () => (all.checked = boxes.every((one) => one.checked)));
  }
}
