"""Fills the ledger and prints its head: `python -m bench.verify_seed ENTRIES ANNOTATIONS`, on DATABASE_URL.

Entries are opened by the ordinary action; the other annotations are chained and written in bulk, as many for each.
"""

import datetime as dt
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_registro.settings.production")
django.setup()

from django.contrib.auth.models import Group  # noqa: E402 - needs the settings
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from core.canonical import digest  # noqa: E402
from core.clock import now  # noqa: E402
from core.progress import Bar  # noqa: E402
from core.uncertain_dates import Precisione, on_day  # noqa: E402
from distretti.actions.ledger import derive_iscrizione, open_iscrizione  # noqa: E402
from distretti.enums import TipoAnnotazione, TipoAtto  # noqa: E402
from distretti.models import Annotazione, Atto, Iscrizione, Sezione  # noqa: E402
from distretti.selectors import head_of_chain  # noqa: E402
from identita.models import User  # noqa: E402

BATCH = 5_000
FIRST = dt.date(2010, 1, 1)


def make_atto() -> Atto:
    """The one act that every annotation cites."""
    return Atto.objects.create(
        tipo=TipoAtto.DGR,
        organo="Giunta regionale",
        numero="1",
        data_dal=FIRST,
        data_al=FIRST,
        data_precisione=Precisione.GIORNO,
        oggetto="Iscrizioni",
    )


@transaction.atomic
def open_entries(count: int, *, atto: Atto, by: User, bar: Bar) -> None:
    """Open `count` entries of the first section."""
    sezione = Sezione.objects.get(codice=1)
    for number in range(count):
        open_iscrizione(
            sezione=sezione,
            tipo=TipoAnnotazione.ISCRIZIONE,
            decorrenza=on_day(FIRST),
            atto=atto,
            dati={"denominazione": f"Distretto {number}"},
            by=by,
        )
        bar.advance()


@transaction.atomic
def chain(count: int, *, atto: Atto, by: User, bar: Bar) -> None:
    """Append `count` changes of the web site, in turn to each entry."""
    keys = list(Iscrizione.objects.order_by("pk").values_list("pk", flat=True))
    (last, impronta), impronta_atto = head_of_chain(), digest(atto.content())
    rows: list[Annotazione] = []
    for number in range(count):
        day = FIRST + dt.timedelta(days=1 + number // len(keys))
        row = Annotazione(
            seq=last + 1 + number,
            iscrizione_id=keys[number % len(keys)],
            tipo=TipoAnnotazione.VARIAZIONE.value,
            decorrenza_dal=day,
            decorrenza_al=day,
            precisione=Precisione.GIORNO.value,
            registrata_il=now(),
            registrata_da=by,
            atto=atto,
            atto_impronta=impronta_atto,
            dati={"sito": f"https://www.example.it/{number}"},
            testo="Cambia il sito.",
            impronta_precedente=impronta,
        )
        row.impronta = impronta = row.compute_impronta()
        rows.append(row)
        if len(rows) == BATCH or number == count - 1:
            Annotazione.objects.bulk_create(rows, batch_size=500)
            bar.advance(len(rows))
            rows = []


@transaction.atomic
def derive(*, bar: Bar) -> None:
    """Write what each entry's columns and document say of its whole history."""
    for iscrizione in Iscrizione.objects.select_related("sezione").order_by("pk"):
        derive_iscrizione(iscrizione=iscrizione)
        bar.advance()


def main(entries: int, annotations: int) -> None:
    """Set the register up, fill it, and render what it makes public."""
    call_command("migrate", verbosity=0, stdout=sys.stderr)
    call_command("setup_registro", stdout=sys.stderr)
    officer = User.objects.create_user("uno")
    officer.groups.add(Group.objects.get(name="Funzionario – ricerca"))
    atto, bar = make_atto(), Bar(total=annotations + entries, label="Registro", stream=sys.stderr)
    open_entries(entries, atto=atto, by=officer, bar=bar)
    chain(annotations - entries, atto=atto, by=officer, bar=bar)
    derive(bar=bar)
    bar.close()
    seq, impronta = head_of_chain()
    sys.stdout.write(f"{seq}:{impronta}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
