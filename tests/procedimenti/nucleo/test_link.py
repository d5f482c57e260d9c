"""The personal link: opening shows, sending votes, every use is recorded; what opens nothing says so, with no leak."""

import datetime as dt
import io

import pytest
import time_machine
from django.test import Client

from archivio.models import FileRicevuto
from identita.models import User
from procedimenti.actions.istanza import add_allegato
from procedimenti.actions.nucleo.chiusura import close_seduta
from procedimenti.actions.nucleo.componenti import end_componente
from procedimenti.actions.nucleo.link import Provenienza
from procedimenti.actions.nucleo.punto import Chiamato, cast_voto
from procedimenti.actions.nucleo.seduta import annulla_seduta, resend_link
from procedimenti.enums import TipoAllegato
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import AccessoNucleo, ComponenteNucleo, Istanza, LinkNucleo, PresenzaNucleo, VotoNucleo
from tests.archivio.files import pdf
from tests.english import english_sentences
from tests.procedimenti.conftest import OGGI
from tests.procedimenti.nucleo.conftest import convened, item, opened, token_of, waiting

pytestmark = pytest.mark.usefixtures("oggi")


@pytest.fixture
def anybody() -> Client:
    return Client(headers={"user-agent": "Prova/1.0"})


@pytest.fixture
def case(funzionario: User) -> Istanza:
    istanza = waiting(funzionario, sintesi="Segherie della Murgia.")
    paper = io.BytesIO(pdf())
    add_allegato(istanza=istanza, by=funzionario, stream=paper, nome="statuto.pdf", tipo=TipoAllegato.STATUTO)
    return istanza


def accessi() -> list[tuple[str, str]]:
    return [(a.cosa, a.dettaglio) for a in AccessoNucleo.objects.order_by("pk")]


def test_opening_shows_the_file_and_changes_nothing(
    anybody: Client, funzionario: User, nucleo: list[ComponenteNucleo], case: Istanza
) -> None:
    seduta = opened(funzionario, case)
    url = f"/nucleo/{token_of(nucleo[2], seduta)}"
    before = PresenzaNucleo.objects.count()
    for _ in range(3):
        page = anybody.get(url)
        assert page.status_code == 200
    text = page.content.decode()
    assert "Carla Terza" in text
    assert "Segherie della Murgia." in text
    assert "statuto.pdf" in text
    assert 'name="valore"' in text
    assert "Anna Presidente" not in text, "nobody reads of the others"
    assert english_sentences(text) == []
    assert (VotoNucleo.objects.count(), PresenzaNucleo.objects.count()) == (0, before)
    assert accessi() == [("pagina", "")] * 3
    row = AccessoNucleo.objects.all()[0]
    assert (row.indirizzo, row.agente, row.link.componente) == ("127.0.0.1", "Prova/1.0", nucleo[2])
    assert page["Cache-Control"] == "private, no-store"
    assert "noindex" in page["X-Robots-Tag"]


def test_a_vote_is_sent_once(anybody: Client, funzionario: User, nucleo: list[ComponenteNucleo], case: Istanza) -> None:
    seduta = opened(funzionario, case)
    url = f"/nucleo/{token_of(nucleo[2], seduta)}"
    done = anybody.post(f"{url}/punti/1/voto", {"valore": "con_prescrizioni", "testo": "Una sede in Puglia."})
    assert (done.status_code, done["Location"]) == (302, f"{url}#punto-1")
    cast = VotoNucleo.objects.get()
    assert (cast.componente, cast.link.componente, cast.registrato_da) == (nucleo[2], nucleo[2], None)  # type: ignore[union-attr]
    page = anybody.get(url).content.decode()
    assert "Hai votato: <strong>favorevole con prescrizioni</strong>" in page
    assert 'name="valore"' not in page
    again = anybody.post(f"{url}/punti/1/voto", {"valore": "contrario", "testo": "Ci ho ripensato."})
    assert again.status_code == 409
    assert "Carla Terza ha già votato su questo punto: il voto non si cambia." in again.content.decode()
    assert VotoNucleo.objects.get().valore == "con_prescrizioni"
    assert accessi() == [
        ("voto", ""),
        ("pagina", ""),
        ("rifiuto", "Carla Terza ha già votato su questo punto: il voto non si cambia."),
    ]


def test_a_get_never_votes(anybody: Client, funzionario: User, nucleo: list[ComponenteNucleo], case: Istanza) -> None:
    url = f"/nucleo/{token_of(nucleo[0], opened(funzionario, case))}"
    for path in (f"{url}/punti/1/voto?valore=favorevole", f"{url}/punti/1/conflitto?motivo=x"):
        assert anybody.get(path).status_code == 405
    assert anybody.post(url).status_code == 405
    assert VotoNucleo.objects.count() == 0


def test_a_forged_post_from_elsewhere_is_refused(
    funzionario: User, nucleo: list[ComponenteNucleo], case: Istanza
) -> None:
    strict = Client(enforce_csrf_checks=True)
    url = f"/nucleo/{token_of(nucleo[0], opened(funzionario, case))}"
    refused = strict.post(f"{url}/punti/1/voto", {"valore": "favorevole"})
    assert refused.status_code == 403
    assert "La richiesta non è stata accettata" in refused.content.decode()
    assert english_sentences(refused.content.decode()) == []
    assert VotoNucleo.objects.count() == 0


def test_what_lacks_is_said_and_what_was_written_stays(
    anybody: Client,
    funzionario: User,
    nucleo: list[ComponenteNucleo],
    case: Istanza,
    caplog: pytest.LogCaptureFixture,
) -> None:
    url = f"/nucleo/{token_of(nucleo[0], opened(funzionario, case))}"
    page = anybody.post(f"{url}/punti/1/voto", {"valore": "contrario", "testo": " "})
    assert page.status_code == 409
    assert "Scrivi perché il voto non è favorevole. (art. 3 L. 241/1990)" in page.content.decode()
    assert 'value="contrario" checked' in page.content.decode()
    assert url not in caplog.text, "the address is the secret: the log never has it"


def test_a_conflict_declared_shuts_the_documents(
    anybody: Client, funzionario: User, nucleo: list[ComponenteNucleo], case: Istanza
) -> None:
    seduta = convened(funzionario, case)
    url = f"/nucleo/{token_of(nucleo[3], seduta)}"
    paper = f"{url}/punti/1/documenti/{case.allegati.get().pk}"
    assert anybody.get(paper).status_code == 200
    refused = anybody.post(f"{url}/punti/1/conflitto", {"motivo": ""})
    assert "Scrivi in che cosa consiste il conflitto." in refused.content.decode()
    assert anybody.post(f"{url}/punti/1/conflitto", {"motivo": "Socio di un aderente."}).status_code == 302
    page = anybody.get(url).content.decode()
    assert "Hai dichiarato un conflitto di interessi" in page
    assert "statuto.pdf" not in page
    assert "Segherie della Murgia." not in page
    assert anybody.get(paper).status_code == 404
    assert [c for c, _ in accessi()] == ["documento", "rifiuto", "conflitto", "pagina"]
    assert PresenzaNucleo.objects.get().link.componente == nucleo[3]  # type: ignore[union-attr]


def test_documents_of_other_cases_do_not_open(
    anybody: Client, funzionario: User, nucleo: list[ComponenteNucleo], case: Istanza
) -> None:
    seduta = convened(funzionario, waiting(funzionario, "Moda"))
    url = f"/nucleo/{token_of(nucleo[0], seduta)}"
    for path in (f"1/documenti/{case.allegati.get().pk}", f"2/documenti/{case.allegati.get().pk}", "1/documenti/9"):
        answer = anybody.get(f"{url}/punti/{path}")
        assert answer.status_code == 404
        assert "Questo documento non si può aprire da qui." in answer.content.decode()
    assert anybody.post(f"{url}/punti/7/voto", {"valore": "favorevole"}).status_code == 404


def test_a_document_in_quarantine_does_not_open(
    anybody: Client, funzionario: User, nucleo: list[ComponenteNucleo], case: Istanza
) -> None:
    url = f"/nucleo/{token_of(nucleo[0], convened(funzionario, case))}"
    FileRicevuto.objects.update(antivirus="in_attesa")
    if not case.allegati.get().file.is_ready:
        assert "statuto.pdf" not in anybody.get(url).content.decode()
        assert anybody.get(f"{url}/punti/1/documenti/{case.allegati.get().pk}").status_code == 404


def shut(answer: object, status: int, words: str) -> None:
    """The page that opens nothing: its words, and not a word of seduta, persons or cases."""
    text = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == status  # type: ignore[attr-defined]
    assert words in text
    for secret in ("Legno di Puglia", "Carla", "Anna", "Sala riunioni", "I-2026", "2 novembre"):
        assert secret not in text


def test_an_expired_link_says_so(
    anybody: Client, funzionario: User, nucleo: list[ComponenteNucleo], case: Istanza
) -> None:
    seduta = opened(funzionario, case)
    url = f"/nucleo/{token_of(nucleo[2], seduta)}"
    with time_machine.travel(dt.datetime(2026, 11, 3, 22, 59, 59, tzinfo=dt.UTC), tick=False):
        assert anybody.get(url).status_code == 200
    with time_machine.travel(dt.datetime(2026, 11, 3, 23, 0, tzinfo=dt.UTC), tick=False):
        shut(anybody.get(url), 410, "Questo collegamento è scaduto.")
        shut(anybody.post(f"{url}/punti/1/voto", {"valore": "favorevole"}), 410, "scaduto")
    assert VotoNucleo.objects.count() == 0
    assert accessi()[-1] == ("rifiuto", "Questo collegamento è scaduto.")


def test_a_forged_link_says_so(
    anybody: Client, funzionario: User, nucleo: list[ComponenteNucleo], case: Istanza
) -> None:
    token = token_of(nucleo[2], opened(funzionario, case))
    secret, _, signature = token.partition("~")
    words = "non è un collegamento di questo registro"
    for forged in (secret, f"{secret}~{signature[:-1]}x", f"x{token}", f"~{signature}", "x" * 300):
        shut(anybody.get(f"/nucleo/{forged}"), 404, words)
        shut(anybody.post(f"/nucleo/{forged}/punti/1/voto", {"valore": "favorevole"}), 404, words)
    assert accessi() == []
    LinkNucleo.objects.filter(componente=nucleo[2]).update(impronta="0" * 64)  # as if the row were gone
    shut(anybody.get(f"/nucleo/{token}"), 404, words)


def test_a_link_replaced_ended_or_of_who_left_says_so(
    anybody: Client, funzionario: User, nucleo: list[ComponenteNucleo], case: Istanza
) -> None:
    seduta = convened(funzionario, case)
    old, other = token_of(nucleo[1], seduta), token_of(nucleo[2], seduta)
    resend_link(seduta=seduta, componente_id=nucleo[1].pk, by=funzionario)
    shut(anybody.get(f"/nucleo/{old}"), 410, "usa quello dell’ultimo messaggio")
    assert anybody.get(f"/nucleo/{token_of(nucleo[1], seduta)}").status_code == 200
    end_componente(componente=nucleo[2], al=OGGI - dt.timedelta(days=1), by=funzionario)
    shut(anybody.get(f"/nucleo/{other}"), 410, "non è più componente")
    annulla_seduta(seduta=seduta, motivo="Pioggia.", by=funzionario)
    shut(anybody.get(f"/nucleo/{token_of(nucleo[0], seduta)}"), 410, "non vale più")


def test_the_link_shows_when_there_is_nothing_to_vote(
    anybody: Client, funzionario: User, nucleo: list[ComponenteNucleo], case: Istanza
) -> None:
    seduta = opened(funzionario, case, absent=(nucleo[4],))
    absent = anybody.get(f"/nucleo/{token_of(nucleo[4], seduta)}").content.decode()
    assert "Elena Quinta risulta assente: vota chi è presente." in absent
    assert 'name="valore"' not in absent
    url = f"/nucleo/{token_of(nucleo[0], seduta)}"
    close_seduta(seduta=seduta, by=funzionario)
    page = anybody.get(url).content.decode()
    assert "La seduta è chiusa: non si vota più." in page
    answer = anybody.post(f"{url}/punti/1/voto", {"valore": "favorevole"})
    assert answer.status_code == 409
    assert "La seduta è chiusa: non si vota più." in answer.content.decode()


def test_a_link_votes_in_its_own_seduta_alone(funzionario: User, nucleo: list[ComponenteNucleo], case: Istanza) -> None:
    own, other = convened(funzionario, case), opened(funzionario, waiting(funzionario, "Moda"))
    chi = Chiamato.by_link(own.link.get(componente=nucleo[0]), Provenienza("127.0.0.1"))
    with pytest.raises(ProcedimentoError, match="di un’altra seduta"):
        cast_voto(punto=item(other), chi=chi, valore="favorevole")


def test_the_secret_of_a_link_is_kept_nowhere(funzionario: User, nucleo: list[ComponenteNucleo], case: Istanza) -> None:
    secret = token_of(nucleo[0], convened(funzionario, case)).partition("~")[0]
    link = LinkNucleo.objects.get(componente=nucleo[0])
    assert secret not in str(vars(link))
    assert str(link) == "Collegamento di Anna Presidente per Seduta n. 1/2026 del 2 novembre 2026"
