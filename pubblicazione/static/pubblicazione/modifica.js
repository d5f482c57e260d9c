// The editor of a moderated page: characters left, links to what is missing, long lists that narrow as one types.
(() => {
  "use strict";

  const make = (tag, className, text = "") =>
    Object.assign(document.createElement(tag), { className, textContent: text });

  const countCharacters = (field) => {
    const limit = field.maxLength;
    const counter = make("div", "contatore");
    counter.id = `${field.id}-contatore`;
    field.insertAdjacentElement("afterend", counter);
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") || ""} ${counter.id}`.trim());
    const show = () => {
      const left = limit - field.value.length;
      counter.textContent = left === 1 ? `Resta 1 carattere su ${limit}` : `Restano ${left} caratteri su ${limit}`;
      counter.classList.toggle("contatore--pochi", left <= limit / 10);
      if (left <= limit / 10) counter.setAttribute("aria-live", "polite");
      else counter.removeAttribute("aria-live");
    };
    field.addEventListener("input", show);
    show();
  };

  const fieldOf = (name) =>
    document.querySelector(`#page-edit-form [data-contentpath="${name}"]`) ||
    document.getElementById(`id_${name}-FORMS`)?.closest("section") ||
    document.getElementById(`id_${name}`);

  const goTo = (event) => {
    const field = fieldOf(event.currentTarget.dataset.campo);
    if (!field) return;
    event.preventDefault();
    field.scrollIntoView({ block: "center" });
    field.querySelector("input:not([type=hidden]), textarea, select, [contenteditable=true], button")?.focus();
  };

  const narrow = (list) => {
    const boxes = [...list.querySelectorAll("input[type=checkbox]")];
    if (boxes.length < 12) return;
    const rows = boxes.map((box) => ({ box, row: box.closest("label").parentElement, text: box.closest("label").textContent.toLowerCase() }));
    const tools = make("div", "scelta__attrezzi");
    const search = Object.assign(make("input", ""), { type: "search", placeholder: "Cerca nell’elenco", autocomplete: "off" });
    search.setAttribute("aria-label", "Cerca nell’elenco");
    const state = make("span", "scelta__stato");
    state.setAttribute("aria-live", "polite");
    tools.append(search, state);
    list.before(tools);
    const show = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach(({ row, text }) => {
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      });
      const ticked = boxes.filter((box) => box.checked).length;
      const chosen = ticked === 1 ? "1 scelta" : `${ticked} scelte`;
      state.textContent = words.length ? `${shown} trovate, ${chosen}` : chosen;
    };
    // What is ticked comes first, so that it is seen without searching; while one works nothing moves.
    rows.filter(({ box }) => box.checked).reverse().forEach(({ row }) => list.prepend(row));
    search.addEventListener("input", show);
    search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    list.addEventListener("change", show);
    show();
  };

  // A page in moderation is read and not written; but what somebody typed and could not save can be copied.
  const close = () => {
    const form = document.querySelector(".content-locked #page-edit-form");
    if (form && form.dataset.wUnsavedForceValue !== "true") form.querySelector(".tab-content").inert = true;
  };

  const start = () => {
    close();
    document.querySelectorAll("#page-edit-form :is(input[type=text], textarea)[maxlength]:not([maxlength='-1'])").forEach((field) => {
      if (field.maxLength >= 100) countCharacters(field);
    });
    document.querySelectorAll("a[data-campo]").forEach((link) => link.addEventListener("click", goTo));
    document.querySelectorAll("div.scelta").forEach(narrow);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
