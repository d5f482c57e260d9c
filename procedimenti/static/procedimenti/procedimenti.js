// Escape shuts the explanation of the clock until one points at it again: it may cover what is being read.
"use strict";

for (const clock of document.querySelectorAll("[data-orologio]")) {
  document.addEventListener("keydown", (event) => event.key === "Escape" && clock.setAttribute("data-chiuso", ""));
  for (const again of ["mouseenter", "focusin"]) {
    clock.addEventListener(again, () => clock.removeAttribute("data-chiuso"));
  }
}
