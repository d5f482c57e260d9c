// The fingerprint of an extract, computed here: the file never leaves the machine. Without scripts one pastes it.
"use strict";

const form = document.querySelector("[data-verifica-file]");
const subtle = globalThis.crypto?.subtle; // only where the page came over HTTPS, or from this machine

if (form && subtle) {
  const choice = form.querySelector(".verifica-file__scelta");
  choice.hidden = false;
  choice.querySelector("input").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (!file) return;
    const found = new Uint8Array(await subtle.digest("SHA-256", await file.arrayBuffer()));
    form.elements.impronta.value = [...found].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    form.requestSubmit();
  });
}
