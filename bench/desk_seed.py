"""Fills the desk and measures its first page: `python -m bench.desk_seed COUNT ROUNDS`, on DATABASE_URL.

Prints a line of JSON: milliseconds (median) and queries of each view. Cases are written in bulk, as actions would.
"""

import datetime as dt
import json
import os
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_registro.settings.production")
django.setup()

from django.conf import settings  # noqa: E402 - needs the settings
from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from core.clock import now, today  # noqa: E402
from core.progress import Bar  # noqa: E402
from distretti.models import Sezione  # noqa: E402
from identita.models import User  # noqa: E402
from procedimenti.enums import STATI_CONCLUSI, StatoIstanza, TipoProcedimento  # noqa: E402
from procedimenti.models import Istanza  # noqa: E402
from procedimenti.selectors.lista import PER_PAGINA, Vista  # noqa: E402

BATCH = 5_000
_STATES = [s for s in StatoIstanza if s != StatoIstanza.BOZZA]
_OPEN = [s for s in _STATES if s not in STATI_CONCLUSI]
_DAYS = 90
_FULL = 500  # of so many every second one is open: each view has a page full of rows, and what grows is only the table


def make_officer(number: int) -> User:
    """One of the officers among whom the cases are divided."""
    officer = User.objects.create_user(f"officer{number}", email=f"officer{number}@example.it")
    officer.groups.add(Group.objects.get(name="Funzionario – ricerca"))
    return officer


def _whose(number: int, officers: list[User]) -> tuple[StatoIstanza, User]:
    """In which state a case is, and with whom: after the first, one in ten is open, as where one keeps up."""
    if number < _FULL:
        return (_OPEN[number // 2 % len(_OPEN)] if number % 2 else StatoIstanza.ACCOLTA), officers[number // 2 % 4]
    stato = _STATES[number // 10 % len(_STATES)] if number % 10 == 0 else StatoIstanza.ACCOLTA
    return stato, officers[number % len(officers)]


def seed(count: int, officers: list[User]) -> None:
    """Write `count` cases of the last year, in every state, most of them ended."""
    sezione, bar = Sezione.objects.get(codice=1), Bar(total=count, label="Istanze", stream=sys.stderr)
    rows: list[Istanza] = []
    for number in range(count):
        stato, officer = _whose(number, officers)
        received = today() - dt.timedelta(days=number % 365)
        ended = stato in STATI_CONCLUSI
        rows.append(
            Istanza(
                numero=f"I-2000-{number + 1:06}",
                tipo=TipoProcedimento.RICONOSCIMENTO,
                sezione=sezione,
                stato=stato,
                versione=1,
                richiedente=f"Ente numero {number}",
                ricevuta_dal=received,
                ricevuta_al=received,
                ricevuta_precisione="giorno",
                giorni=_DAYS,
                giorni_fonte="bench",
                scade_il=received + dt.timedelta(days=_DAYS),
                concluso_il=today() if ended else None,
                responsabile=officer,
                creata_da=officers[0],
                creata_il=now(),
            )
        )
        if len(rows) == BATCH:
            Istanza.objects.bulk_create(rows)
            rows = []
        bar.advance()
    Istanza.objects.bulk_create(rows)
    bar.close()


def measure(officer: User, rounds: int) -> dict[str, dict[str, float]]:
    """Open the first page of each view `rounds` times, in this process."""
    client, found = Client(), {}
    client.force_login(officer)
    for vista in (Vista.APERTI, Vista.MIEI, Vista.SCADUTI, Vista.CONCLUSI):
        took = []
        for _round in range(rounds + 1):
            with CaptureQueriesContext(connection) as queries:
                began = time.perf_counter()
                response = client.get(f"/admin/procedimenti/?vista={vista.value}", secure=True)
                took.append((time.perf_counter() - began) * 1000)
            if response.status_code != 200 or response.content.count(b"Ente numero ") < PER_PAGINA:
                raise RuntimeError(f"{vista.value}: {response.status_code}, or not a page full of rows")
        own = sum("procedimenti_istanza" in q["sql"] for q in queries)
        found[vista.value] = {"ms": statistics.median(took[1:]), "query": own, "all": len(queries)}
    return found


def main() -> None:
    """Migrate, seed, measure."""
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    call_command("setup_registro", verbosity=0, stdout=sys.stderr)
    officers = [make_officer(number) for number in range(10)]
    seed(int(sys.argv[1]), officers)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as PostgreSQL does by itself in time
    sys.stdout.write(json.dumps(measure(officers[0], int(sys.argv[2]))) + "\n")


if __name__ == "__main__":
    main()
