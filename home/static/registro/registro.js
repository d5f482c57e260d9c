// What the public pages gain with scripts on: results without a reload, copy, print. Without scripts all of it still works.
"use strict";

document.documentElement.classList.add("js");

const PARTS = ["filtri", "risultati"];

/** Read the query of a search form, empty fields left out, as the server writes it in its own links. */
function addressOf(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const isDefault = name === "sort" && value === "denominazione";
    if (value.trim() !== "" && !isDefault) query.append(name, value.trim());
  }
  const text = query.toString();
  return form.getAttribute("action") + (text ? "?" + text : "");
}

let running = null;
let shown = location.pathname + location.search;

/** Fetch an address and put its filters and results in the place of those shown; any trouble becomes a plain visit. */
async function show(address, { remember = true } = {}) {
  running?.abort();
  running = new AbortController();
  const results = document.getElementById("risultati");
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: running.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    replaceParts(page);
    if (remember) history.pushState({ parziale: true }, "", address);
    shown = location.pathname + location.search;
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
    return;
  }
  results.removeAttribute("aria-busy");
}

/** Replace the parts, keeping the open drawer, the focus, and the status region that screen readers listen to. */
function replaceParts(page) {
  const active = document.activeElement;
  const kept = active?.name ? `[name="${CSS.escape(active.name)}"]` + (active.type === "checkbox" ? `[value="${CSS.escape(active.value)}"]` : "") : null;
  const open = document.querySelector("#filtri details")?.open;
  const status = document.querySelector("#risultati [role=status]");
  for (const id of PARTS) {
    const fresh = page.getElementById(id);
    const old = document.getElementById(id);
    if (fresh && old) old.replaceChildren(...fresh.childNodes);
  }
  const freshStatus = document.querySelector("#risultati [role=status]");
  if (status && freshStatus) {
    const words = [...freshStatus.childNodes];
    freshStatus.replaceWith(status);
    status.replaceChildren(...words);
  }
  const drawer = document.querySelector("#filtri details");
  if (drawer && open) drawer.open = true;
  if (kept && !document.body.contains(active)) document.querySelector(`[data-parziale] ${kept}`)?.focus({ preventScroll: true });
}

for (const form of document.querySelectorAll("form[data-parziale]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(addressOf(form));
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("input[type=checkbox], select")) show(addressOf(form));
  });
}

// A link to a part of the same page comes here too: it changes nothing of what is shown.
addEventListener("popstate", () => {
  if (shown === location.pathname + location.search) return;
  if (document.querySelector("form[data-parziale]")) location.reload();
});

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copia]");
  if (copy) {
    await navigator.clipboard.writeText(document.getElementById(copy.dataset.copia).textContent.trim());
    const label = copy.querySelector("span");
    const words = label.textContent;
    label.textContent = "Copiato";
    label.setAttribute("role", "status");
    setTimeout(() => (label.textContent = words), 2000);
  }
  if (event.target.closest("[data-stampa]")) print();
});

// On a phone the index of a long page starts folded.
if (matchMedia("(width < 992px)").matches) {
  for (const index of document.querySelectorAll(".indice details")) index.open = false;
}
