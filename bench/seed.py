"""Fills our database with N published entries: `python -m bench.seed N`, on the database of DATABASE_URL.

Readers touch only rendered documents, so only these are written, by our own renderer, in bulk.
"""

import datetime as dt
import gzip
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_registro.settings.production")
django.setup()

from django.core.management import call_command  # noqa: E402 - needs the settings
from django.db import connection, transaction  # noqa: E402

from bench.content import Entry, entry  # noqa: E402
from core.canonical import sha256_hex  # noqa: E402
from core.progress import Bar  # noqa: E402
from core.uncertain_dates import Precisione  # noqa: E402
from distretti.enums import TipoAnnotazione, TipoAtto  # noqa: E402
from distretti.models import Annotazione, Ateco, Atto, Comune, Filiera, Iscrizione, Sezione  # noqa: E402
from distretti.schemas import Citazioni, Profilo  # noqa: E402
from distretti.schemas.iscrizione import Voce, render_iscrizione  # noqa: E402
from distretti.stato import fold  # noqa: E402
from pubblicazione.actions.documento import learn_parole  # noqa: E402
from pubblicazione.models import Documento, DocumentoFiltro, DocumentoParola, Operazione, Variazione  # noqa: E402
from pubblicazione.schemas import Rendering  # noqa: E402
from pubblicazione.selectors import weigh_stems  # noqa: E402

BATCH = 500
NOW = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
PICTURE = {
    "url": "https://registro.example.it/media/i.webp",
    "width": 800,
    "height": 600,
    "alt": "Il porto",
    "punto_focale": None,
}


class Seeder:
    """Vocabularies looked up once, then entries rendered and written a batch at a time."""

    def __init__(self) -> None:
        self.sezioni = Sezione.objects.in_bulk()
        self.comuni = Comune.objects.select_related("provincia").in_bulk()
        self.citazioni = Citazioni(
            filiere=Filiera.objects.in_bulk(),
            ateco=Ateco.objects.in_bulk(),
            territorio=self.comuni,
            immagini={1: PICTURE},
        )
        self.filiere, self.ateco = sorted(self.citazioni.filiere), sorted(self.citazioni.ateco)

    def render(self, number: int) -> Rendering:
        """Render one entry with three annotations, a full profile and the count of its members."""
        made = entry(number)
        iscrizione = Iscrizione(
            codice=made.codice,
            sezione=self.sezioni[made.sezione],
            stato="attiva",
            denominazione=made.denominazione,
            comune=self.comuni[made.comune_codice],
        )
        annotazioni = [self._annotazione(iscrizione, number, step) for step in range(3)]
        profilo = Profilo(self._contenuto(number, made), self.citazioni, NOW)
        stato = fold(annotazioni, alla_data=NOW.date())
        aderenti = {"totale": 20, "al": dt.date(2025, 12, 31)}
        return render_iscrizione(Voce(iscrizione, stato, annotazioni, profilo, aderenti=aderenti))

    def _annotazione(self, iscrizione: Iscrizione, number: int, step: int) -> Annotazione:
        tipo = (TipoAnnotazione.PRIMO_RICONOSCIMENTO, TipoAnnotazione.ISCRIZIONE, TipoAnnotazione.VARIAZIONE)[step]
        day = dt.date(2010 + step * 5, 1 + number % 12, 1 + number % 28)
        atto = Atto(
            tipo=TipoAtto.DGR,
            organo="Giunta regionale",
            numero=str(number),
            data_dal=day,
            data_al=day,
            data_precisione=Precisione.GIORNO,
            oggetto=f"Distretto {number}: atto {step + 1}",
        )
        return Annotazione(
            seq=number * 3 + step,
            iscrizione=iscrizione,
            tipo=tipo,
            decorrenza_dal=day,
            decorrenza_al=day,
            precisione=Precisione.GIORNO,
            registrata_il=NOW,
            atto=atto,
            dati={"denominazione": iscrizione.denominazione},
            testo=f"Annotazione {step + 1} di {iscrizione.denominazione}.",
            impronta=sha256_hex(f"{number}-{step}".encode()),
        )

    def _contenuto(self, number: int, made: Entry) -> dict[str, Any]:
        indicatori = [
            {"nome": "imprese", "valore": 10 + number % 300, "anno": 2020 + n, "fonte": "Elenco degli aderenti"}
            for n in range(5)
        ]
        return {
            "sintesi": made.sintesi,
            "presentazione": made.presentazione,
            "immagine": 1,
            "filiere": [self.filiere[number % len(self.filiere)]],
            "ateco": [self.ateco[(number * 7) % len(self.ateco)]],
            "territorio": [made.comune_codice],
            "indicatori": indicatori,
            "email": "distretto@example.it",
            "corpo": [{"type": "testo", "value": block} for block in made.blocks],
        }

    @transaction.atomic
    def write(self, start: int, stop: int) -> None:
        """Write entries `start`..`stop - 1` with their filters and their lines of the change feed."""
        renderings = [self.render(number) for number in range(start, stop)]
        documents = [self._documento(start + i, r) for i, r in enumerate(renderings)]
        Documento.objects.bulk_create(documents)
        DocumentoFiltro.objects.bulk_create(
            (
                DocumentoFiltro(
                    documento=d, nome=nome, valore=valore, risorsa=d.risorsa, ordine=d.ordine, chiave=d.chiave
                )
                for d, r in zip(documents, renderings, strict=True)
                for nome, valori in r.filtri.items()
                for valore in valori
            ),
            batch_size=5000,
        )
        DocumentoParola.objects.bulk_create(
            (
                DocumentoParola(documento=d, radice=radice, peso=peso)
                for d, r in zip(documents, renderings, strict=True)
                for radice, peso in weigh_stems(r.parole).items()
            ),
            batch_size=5000,
        )
        learn_parole({word for r in renderings for word in r.parole})
        Variazione.objects.bulk_create(
            Variazione(
                sequenza=d.sequenza,
                operazione=Operazione.CREATE,
                risorsa=d.risorsa,
                chiave=d.chiave,
                istante=NOW,
                etag=d.sha256,
            )
            for d in documents
        )

    def _documento(self, sequenza: int, rendering: Rendering) -> Documento:
        return Documento(
            risorsa=rendering.risorsa,
            chiave=rendering.chiave,
            corpo=rendering.corpo,
            corpo_gzip=gzip.compress(rendering.corpo, compresslevel=9, mtime=0),
            estratto=rendering.estratto,
            sha256=sha256_hex(rendering.corpo),
            sequenza=sequenza + 1_000,
            aggiornato_il=NOW + dt.timedelta(seconds=sequenza),
            ordine=rendering.ordine,
            lat=rendering.lat,
            lon=rendering.lon,
        )


def main(count: int) -> None:
    """Set the register up and fill it with `count` entries."""
    call_command("migrate", verbosity=0)
    call_command("setup_registro", verbosity=0, stdout=open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    seeder, bar = Seeder(), Bar(total=count, label=f"Seed {count}", stream=sys.stderr)
    for start in range(1, count + 1, BATCH):
        stop = min(start + BATCH, count + 1)
        seeder.write(start, stop)
        bar.advance(stop - start)
    bar.close()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as PostgreSQL does by itself within a minute, which a bench does not wait


if __name__ == "__main__":
    main(int(sys.argv[1]))
