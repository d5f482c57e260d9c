// What a developer of the regional website writes with the generated types: each address, parameter and member checked.
import type { operations } from "./api";

type Query = NonNullable<operations["list_iscrizioni"]["parameters"]["query"]>;
type Pagina = operations["list_iscrizioni"]["responses"][200]["content"]["application/json"];

declare const process: { argv: string[]; stdout: { write(text: string): void } };

const base: string = process.argv[2] ?? "";
const query: Query = { provincia: ["TA"], limit: 100, sort: "denominazione" };

async function leggi(): Promise<void> {
  const parametri = new URLSearchParams();
  for (const [nome, valore] of Object.entries(query)) {
    for (const uno of Array.isArray(valore) ? valore : [valore]) parametri.append(nome, String(uno));
  }
  const risposta = await fetch(`${base}/iscrizioni?${parametri}`);
  const pagina = (await risposta.json()) as Pagina;
  const righe = pagina.items.map((voce) => ({
    codice: voce.codice,
    comune: voce.sede?.comune.nome ?? null,
    dal: voce.riconosciuto_dal?.al ?? null,
  }));
  process.stdout.write(JSON.stringify(righe));
}

void leggi();
