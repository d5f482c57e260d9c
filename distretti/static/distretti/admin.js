// Makes long selects searchable; without this script they are ordinary selects.
"use strict";

for (const select of document.querySelectorAll("select[data-desk-search]")) {
  const textOf = (option) => (option && option.value ? option.textContent : "");
  const input = () => document.getElementById(select.id.replace(/-select$/, ""));
  const choose = (text) => {
    const found = [...select.options].find((option) => option.value && option.textContent === text);
    select.value = found ? found.value : "";
  };
  accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: textOf(select.selectedOptions[0]),
    showAllValues: true,
    autoselect: false,
    confirmOnBlur: false,
    onConfirm: (text) => text !== undefined && choose(text),
    source: (query, show) => {
      const words = query.toLowerCase().split(/\s+/);
      const all = [...select.options].filter((option) => option.value).map((option) => option.textContent);
      show(all.filter((text) => words.every((word) => text.toLowerCase().includes(word))));
    },
    dropdownArrow: ({ className }) =>
      `<svg class="${className}" viewBox="0 0 12 8" aria-hidden="true" focusable="false"><path d="M1 1l5 5 5-5" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>`,
    tNoResults: () => "Nessun risultato",
    tAssistiveHint: () => "Scrivi per cercare; con le frecce su e giù scorri i risultati, con Invio scegli.",
    tStatusQueryTooShort: (length) => `Scrivi almeno ${length} caratteri`,
    tStatusNoResults: () => "Nessun risultato",
    tStatusSelectedOption: (option, count, index) => `${option}, ${index + 1} di ${count}`,
    tStatusResults: (count, option) => (count === 1 ? "Un risultato. " : `${count} risultati. `) + option,
  });
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) input().setAttribute(name, select.getAttribute(name));
  }
  // What is written but not chosen is no choice: an empty box clears it, any other text goes back to the last one.
  input().addEventListener("blur", () => {
    if (!input().value.trim()) select.value = "";
    else window.setTimeout(() => (input().value === textOf(select.selectedOptions[0]) ? 0 : choose(input().value)), 0);
  });
}
