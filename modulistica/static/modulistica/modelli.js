// Files of a version: dropped or chosen, each sent by itself with its progress; without this script the form does it.
"use strict";

for (const form of document.querySelectorAll("[data-modelli-carica]")) watch(form);

function watch(form) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector(".modelli-invii");
  form.classList.add("modelli-carica--script");
  form.querySelector("button[type=submit]").hidden = true;
  form.querySelector(".modelli-carica__trascina").hidden = false;

  input.addEventListener("change", async () => {
    const chosen = [...input.files];
    input.value = "";
    await sendAll(chosen);
  });
  let depth = 0; // dragging over a child fires a leave of the parent
  form.addEventListener("dragenter", (event) => {
    event.preventDefault();
    depth += 1;
    form.classList.add("modelli-carica--sopra");
  });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("dragleave", () => {
    depth -= 1;
    if (!depth) form.classList.remove("modelli-carica--sopra");
  });
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    depth = 0;
    form.classList.remove("modelli-carica--sopra");
    await sendAll([...event.dataTransfer.files]);
  });

  async function sendAll(files) {
    list.replaceChildren();
    let refused = 0;
    for (const file of files) refused += (await send(file)) ? 0 : 1;
    if (files.length > refused) await refresh(refused);
  }

  function row(file) {
    const item = document.createElement("li");
    const name = document.createElement("strong");
    const bar = document.createElement("progress");
    const words = document.createElement("span");
    name.textContent = file.name;
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `Invio di ${file.name}`);
    item.append(name, bar, words);
    list.append(item);
    const tell = (text, ok) => {
      words.textContent = text;
      words.className = ok ? "" : "modelli-invii__no";
      if (!ok) bar.remove();
    };
    return { bar, tell };
  }

  function send(file) {
    const { bar, tell } = row(file);
    const limit = Number(form.dataset.maxMb);
    if (file.size > limit * 1024 * 1024) {
      tell(`Il file supera ${limit} MB: non è stato inviato.`, false);
      return Promise.resolve(false);
    }
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("file", file);
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      const cut = () => {
        tell("L’invio si è interrotto e nulla è stato salvato: controlla la rete e scegli di nuovo il file.", false);
        done(false);
      };
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        bar.value = Math.round((event.loaded / event.total) * 100);
        tell(bar.value < 100 ? `${bar.value} %` : "Inviato: è in corso il controllo…", true);
      });
      request.addEventListener("error", cut);
      request.addEventListener("abort", cut);
      request.addEventListener("load", () => {
        let outcome;
        try {
          [outcome] = JSON.parse(request.responseText).file;
        } catch {
          cut();
          return;
        }
        const ok = request.status === 200;
        tell(outcome.esito.charAt(0).toUpperCase() + outcome.esito.slice(1), ok);
        done(ok);
      });
      request.send(data);
    });
  }

  // The list of files and the comparison are drawn by the server: take them from the page as it is now.
  async function refresh(refused) {
    if (!refused) {
      const here = new URL(window.location.href);
      here.hash = "file";
      window.history.replaceState(null, "", here);
      window.location.reload();
      return;
    }
    const fresh = new DOMParser().parseFromString(await (await fetch(window.location.href)).text(), "text/html");
    for (const selector of [".modelli-tabella", ".modelli-prospetto"]) {
      const now = document.querySelector(selector);
      const next = fresh.querySelector(selector);
      if (now && next) now.replaceWith(next);
      else if (next && selector === ".modelli-tabella") form.before(next);
    }
  }
}
