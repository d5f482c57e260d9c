"""One case as it stands: the istanza, its steps, who worked on it, its clock."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from core.clock import today
from core.text import is_askable
from distretti.derived import FACTS
from distretti.elenco.difference import CAMPI, Differenza
from distretti.enums import NomeRegola
from identita.enums import Permesso
from identita.models import User
from identita.selectors import staff_with
from procedimenti.enums import PASSI_ISTRUTTORIA, REGOLE_PROCEDIMENTO, Passo, StatoIstanza, TipoProcedimento
from procedimenti.models import Fotografia, Istanza, PassoIstanza
from procedimenti.permissions import can_handle
from procedimenti.policies.integrazione.confronto import Cambio, changes_between, members_between
from procedimenti.policies.integrazione.richiesta import Chiedibile, askable
from procedimenti.policies.istanza import DOCUMENTI, PARTI, reopened_by
from procedimenti.policies.orologio import Orologio, orologio_of, parere_of, storia_of
from procedimenti.policies.passi import Storia
from procedimenti.selectors.dichiarazioni import rese_of_istanza
from procedimenti.selectors.regole import festivi_on, regola_on
from procedimenti.selectors.struttura.protocollo import waiting_words
from procedimenti.termini import GIORNI_PARERE, Calcolo


def name_of_person(user: Any) -> str:
    """Return a person's name as the papers of a case write it; empty where there is nobody."""
    return (user.get_full_name() or user.get_username()) if user else ""


def find_istanza(numero: str) -> Istanza | None:
    """Return the istanza of a number, with what its screens show, or None."""
    if not is_askable(numero):
        return None
    related = ("sezione", "iscrizione__sezione", "responsabile", "creata_da")
    return Istanza.objects.select_related(*related).filter(numero=numero).first()


def passi_of(istanza: Istanza) -> list[PassoIstanza]:
    """Return the steps taken, in order, with what the chronology shows of each."""
    related = ("registrato_da", "atto", "protocollo", "scritto__inviato")
    found = list(istanza.passi.select_related(*related).order_by("seq"))
    waiting = waiting_words([p.pk for p in found if not hasattr(p, "protocollo")])
    for passo in found:
        passo.attesa = waiting.get(passo.pk, "")
    return found


def storia_of_istanza(istanza: Istanza) -> Storia:
    """Return the history that policies read."""
    festivi = festivi_on(istanza.sezione, on=istanza.ricevuta_al or today())
    oltre = istanza.scade_il is not None and today() > istanza.scade_il
    parere = REGOLE_PROCEDIMENTO[TipoProcedimento(istanza.tipo)].parere
    return storia_of(istanza.passi.order_by("seq"), festivi=festivi, oltre=oltre, parere_dovuto=parere)


def orologio_of_istanza(istanza: Istanza, storia: Storia | None = None) -> Orologio | None:
    """Return the clock of an istanza; None before its receipt."""
    if istanza.giorni is None:
        return None
    return orologio_of(storia or storia_of_istanza(istanza), giorni=istanza.giorni, fonte=istanza.giorni_fonte)


def parere_of_istanza(istanza: Istanza) -> Calcolo | None:
    """Return by when the opinion is due while the case is before the body that gives it; None otherwise."""
    if istanza.stato != StatoIstanza.AL_NUCLEO:
        return None
    return parere_of(storia_of_istanza(istanza), giorni=giorni_parere(istanza))


def giorni_parere(istanza: Istanza) -> int:
    """Return in how many days the opinion is due: by the section's rule, or else by the statute."""
    regola = regola_on(istanza.sezione, NomeRegola.TERMINE_NUCLEO, on=istanza.ricevuta_al or today())
    return regola.valore if regola else GIORNI_PARERE


def istruttori_of(istanza: Istanza) -> set[int]:
    """Return who took a step of the istruttoria so far or verified a requirement, by user id."""
    steps = istanza.passi.filter(passo__in=PASSI_ISTRUTTORIA).values_list("registrato_da", flat=True)
    return {*steps, *istanza.verifiche.values_list("verificato_da", flat=True)}


def case_of(istanza: Istanza) -> dict[str, Any]:
    """Return what `permissions.why_not` asks of an istanza."""
    return {
        "competenza": istanza.competenza,
        "responsabile_id": istanza.responsabile_id,
        "istruttori": istruttori_of(istanza),
    }


def richiesta_of(istanza: Istanza) -> PassoIstanza | None:
    """Return the step that asked an integration, or None."""
    return istanza.passi.filter(passo=Passo.RICHIESTA_INTEGRAZIONE).order_by("seq").last()


def reopened_fields(istanza: Istanza) -> set[str]:
    """Return what the integration request under way reopened, by field name; empty if none is."""
    if istanza.stato != StatoIstanza.SOSPESA:
        return set()
    last = richiesta_of(istanza)
    return reopened_by(last.dati.get("campi", ())) if last is not None else set()


def askable_of(istanza: Istanza) -> list[Chiedibile]:
    """Return all that an integration may ask of an istanza as it is now, present and absent."""
    papers = set(istanza.allegati.values_list("tipo", flat=True))
    return askable(istanza, documenti=papers, rese=rese_of_istanza(istanza))


def not_arrived(istanza: Istanza) -> list[str]:
    """Name what an integration asked because it was missing and is still not there."""
    last = richiesta_of(istanza)
    if last is None or not last.mancanti:
        return []
    absent = {one.etichetta for one in askable_of(istanza) if one.manca}
    if istanza.allegati.filter(aggiunto_il__gte=last.registrato_il).exists():
        absent.discard(PARTI[DOCUMENTI])  # which others were wanted only the reasons say
    return [voce for voce in last.mancanti if voce in absent]


def changes_of(istanza: Istanza) -> tuple[list[Cambio], Differenza | None]:
    """Return what the last integration changed of what was submitted before, and of its members; nothing if none."""
    photos = list(Fotografia.objects.filter(passo__istanza=istanza).order_by("-passo__seq")[:2])
    if len(photos) < 2:
        return [], None
    dopo, prima = (photo.contenuto for photo in photos)
    return changes_between(prima, dopo), members_between(prima, dopo)


def unsealed_changes(istanza: Istanza) -> list[str]:
    """Name what differs now from what was submitted last, but for the papers, which may always be added."""
    last = Fotografia.objects.filter(passo__istanza=istanza).order_by("-passo__seq")[0]
    now = content_now(istanza) | {"allegati": last.contenuto["allegati"]}
    return [FACTS[c.nome].etichetta if c.fatto else c.nome for c in changes_between(last.contenuto, now)]


def content_now(istanza: Istanza) -> dict[str, Any]:
    """Return all that is submitted, as a snapshot keeps it: declarations, members and papers included."""
    contenuto = istanza.content() | {
        "ricevuta": {"dal": istanza.ricevuta_dal, "al": istanza.ricevuta_al},
        "dichiarazioni": [asdict(resa) for resa in rese_of_istanza(istanza)],
        "elenco": [{k: getattr(a, k) for k in ("posizione", *CAMPI)} for a in istanza.aderenti.all()],
        "allegati": [
            {"tipo": a.tipo, "nome": a.file.nome, "sha256": a.file.contenuto.sha256}
            for a in istanza.allegati.select_related("file__contenuto")
        ],
    }
    plain: dict[str, Any] = _plain(contenuto)
    return plain


def _plain(value: Any) -> Any:
    """Return the content as JSON will give it back, so that its SHA-256 can be computed again from the row."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def next_numero(anno: int) -> str:
    """Return the next number of the year; the caller holds the register's lock."""
    prefix = f"I-{anno}-"
    last = Istanza.objects.filter(numero__startswith=prefix).order_by("-pk").values_list("numero", flat=True).first()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:05}"


def handlers_of(competenza: str) -> list[User]:
    """Return who treats the istanze of a structure, in order of username."""
    return handlers_in([competenza])


def handlers_in(competenze: Collection[str]) -> list[User]:
    """Return who treats the istanze of at least one of some structures, in order of username."""
    return [user for user in staff_with(Permesso.HANDLE_ISTANZA) if any(can_handle(user, c) for c in competenze)]
