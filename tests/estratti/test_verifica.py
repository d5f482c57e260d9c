"""The public page that confirms or denies an extract, and says nothing else."""

import pytest
from django.test import Client
from pytest_django import Settings

from core.clock import today
from distretti.models import Iscrizione
from estratti.actions import issue_estratto
from estratti.models import Estratto
from estratti.policies import make_codice
from identita.models import User
from tests.estratti.conftest import rename

pytestmark = pytest.mark.usefixtures("local_stores")


@pytest.fixture
def estratto(voce: Iscrizione, funzionario: User) -> Estratto:
    return issue_estratto(iscrizione=voce, alla_data=today(), by=funzionario)


def look(path: str) -> tuple[int, str]:
    answer = Client().get(path)
    return answer.status_code, " ".join(answer.content.decode().split())


def test_the_code_confirms_what_was_issued(estratto: Estratto, funzionario: User) -> None:
    status, page = look(f"/verifica/{estratto.codice}")
    assert status == 200
    assert f"L’estratto {estratto.codice} è stato rilasciato" in page
    assert estratto.pdf.sha256 in page
    assert "dice ancora le stesse cose" in page
    assert funzionario.username not in page
    rename(estratto.iscrizione, "Altro nome", by=funzionario)
    assert "ha annotato altro" in look(f"/verifica/{estratto.codice}")[1]


def test_however_the_code_is_written_it_leads_to_its_page(estratto: Estratto) -> None:
    plain = estratto.codice.replace("-", "").lower()
    for path in (f"/verifica/{plain}", f"/verifica?codice={plain}"):
        assert Client().get(path)["Location"] == f"/verifica/{estratto.codice}"


def test_the_fingerprint_tells_the_file_that_was_issued_from_any_other(estratto: Estratto) -> None:
    base = f"/verifica/{estratto.codice}?impronta="
    assert "Sì: è identico" in look(base + estratto.pdf.sha256.upper())[1]
    assert "No: non è il file rilasciato" in look(base + "0" * 64)[1]
    assert "64 cifre esadecimali" in look(base + "zz")[1]


def test_a_code_that_nobody_issued_is_denied(estratto: Estratto) -> None:
    status, page = look(f"/verifica/{make_codice()}")
    assert status == 404
    assert "Nessun estratto è stato rilasciato" in page
    assert estratto.iscrizione.codice not in page
    assert look("/verifica?codice=ciao") == look("/verifica?codice=ciao")
    assert look("/verifica?codice=ciao")[0] == 400
    assert look("/verifica")[0] == 200


def test_the_page_is_found_from_every_other_and_from_itself_again(estratto: Estratto) -> None:
    assert '<a href="/verifica">Verifica un estratto</a>' in look("/registro")[1]
    assert '<a href="/verifica">Verifica un altro codice</a>' in look(f"/verifica/{estratto.codice}")[1]


def test_who_guesses_is_slowed_down(estratto: Estratto, settings: Settings) -> None:
    settings.VERIFICA_LIMIT = "3 per 10 minutes"
    client = Client(REMOTE_ADDR="198.51.100.77")
    answers = [client.get(f"/verifica/{make_codice()}") for _ in range(5)]
    assert [a.status_code for a in answers] == [404, 404, 404, 429, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert "riprova tra" in answers[-1].content.decode()
    assert answers[0]["Cache-Control"] == "no-store"


@pytest.mark.slow
def test_an_officer_issues_one_and_downloads_it(voce: Iscrizione, funzionario: User) -> None:
    client = Client()
    client.force_login(funzionario)
    base = f"/admin/estratti/{voce.codice}/"
    assert "Nessun estratto rilasciato" in client.get(base).content.decode()
    refused = client.post(base, {"alla_data": "01/01/1999"}).content.decode()
    assert "non risultava ancora" in refused
    done = client.post(base, {"alla_data": f"{today():%d/%m/%Y}"}, follow=True).content.decode()
    made = Estratto.objects.get()
    assert f"Rilasciato l’estratto {made.codice}" in done
    pdf = client.get(f"{base}{made.pk}/")
    assert pdf.content.startswith(b"%PDF")
    assert "attachment" in pdf["Content-Disposition"]
    assert client.get(f"{base}{made.pk + 1}/").status_code == 404
