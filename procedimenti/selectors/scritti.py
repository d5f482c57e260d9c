"""What a case says in the fields of the office's writings, and the writings of its steps."""

from collections.abc import Sequence

from core.clock import today
from core.italiano import show_day, show_number, show_uncertain, the_day
from core.uncertain_dates import Precisione, UncertainDate
from modulistica.enums import StatoVersione, TipoScritto
from modulistica.models import VersioneModello
from modulistica.scritti.campi import names_of
from procedimenti.enums import REGOLE_PROCEDIMENTO, EsitoParere, Passo, TipoProcedimento
from procedimenti.models import Istanza, PassoIstanza, Scritto
from procedimenti.policies.integrazione.richiesta import DA_CORREGGERE, MANCANTE
from procedimenti.policies.rimedi.ricorsi import ricorso_words
from procedimenti.selectors.caso import name_of_person, orologio_of_istanza
from procedimenti.selectors.istruttoria import checklist_of
from procedimenti.selectors.struttura.ricorsi import ricorsi_on
from procedimenti.termini import GIORNI_OSSERVAZIONI, MASSIMO_SOSPENSIONE, late_clause

Valori = dict[str, str]
Elenchi = dict[str, list[dict[str, str]]]


def find_passo(istanza: Istanza, seq: int) -> PassoIstanza | None:
    """Return a step of a case with what its writing says, or None."""
    related = (
        "atto",
        "protocollo",
        "registrato_da",
        "istanza__sezione",
        "istanza__iscrizione",
        "istanza__responsabile",
    )
    return istanza.passi.select_related(*related).filter(seq=seq).first()


def scritto_of(passo: PassoIstanza) -> Scritto | None:
    """Return the writing of a step, or None."""
    related = ("contenuto", "file__contenuto", "versione__modello", "inviato__docx", "inviato__pdf", "preparato_da")
    return Scritto.objects.select_related(*related).filter(passo=passo).first()


def scritti_chiusi(istanza: Istanza) -> list[Scritto]:
    """Return the writings of a case that were closed, in the order of their steps."""
    found = Scritto.objects.filter(passo__istanza=istanza, inviato__isnull=False)
    return list(found.select_related("passo", "inviato__docx", "inviato__pdf").order_by("passo__seq"))


def fields_for(passo: PassoIstanza, tipo: TipoScritto) -> tuple[Valori, Elenchi]:
    """Return the values and lists that a step gives to its writing; what the case does not know is empty."""
    istanza, passi = passo.istanza, list(passo.istanza.passi.select_related("protocollo").order_by("seq"))
    told = {**_case(istanza, passi), **_step(passo), **_opinion(passi), **_act(passo)}
    valori = {name: told.get(name, "") for name in names_of(tipo) if "." not in name}
    return valori, _lists(passo, tipo)


def _when(giorno: UncertainDate) -> str:
    return the_day(giorno.al) if giorno.precisione is Precisione.GIORNO else show_uncertain(giorno)


def _case(istanza: Istanza, passi: Sequence[PassoIstanza]) -> Valori:
    received = next((p for p in passi if p.passo == Passo.PRESENTAZIONE), None)
    orologio = orologio_of_istanza(istanza)
    entry = istanza.iscrizione
    return {
        "oggi": the_day(today()),
        "struttura": istanza.sezione.get_competenza_display(),
        "numero": istanza.numero,
        "procedimento": istanza.get_tipo_display(),
        "sezione": f"{istanza.sezione.codice}, {istanza.sezione.nome}",
        "richiedente": istanza.richiedente,
        "pec_richiedente": istanza.pec_richiedente,
        "rappresentante": istanza.rappresentante,
        "denominazione": str(istanza.dati.get("denominazione") or (entry.denominazione if entry else "")),
        "codice": entry.codice if entry else "",
        "ricevuta_il": _when(istanza.ricevuta) if istanza.ricevuta else "",
        "protocollo_istanza": str(getattr(received, "protocollo", "")),
        "responsabile": name_of_person(istanza.responsabile),
        "termine_giorni": show_number(istanza.giorni) if istanza.giorni else "",
        "termine_fonte": istanza.giorni_fonte,
        "scade_il": the_day(orologio.calcolo.scade_il) if orologio and orologio.calcolo.scade_il else "",
    }


def _step(passo: PassoIstanza) -> Valori:
    return {
        "giorno": passo.quando,
        "protocollo": str(getattr(passo, "protocollo", "")),
        "motivo": passo.motivo,
        "controdeduzioni": _controdeduzioni(passo),
        "giorni_integrazione": str(MASSIMO_SOSPENSIONE),
        "giorni_osservazioni": str(GIORNI_OSSERVAZIONI),
    }


def _controdeduzioni(passo: PassoIstanza) -> str:
    """The answer to the observations stands in the proposal, which the decision repeats (art. 10-bis L. 241/1990)."""
    proposal = passo.istanza.passi.filter(passo=Passo.PROPOSTA, seq__lte=passo.seq).order_by("seq").last()
    return str(proposal.dati.get("controdeduzioni", "")) if proposal else ""


def _opinion(passi: Sequence[PassoIstanza]) -> Valori:
    given = next((p for p in reversed(passi) if p.passo == Passo.PARERE), None)
    if given is None:
        return {}
    return {
        "parere": str(EsitoParere(given.dati["esito"]).label),
        "parere_giorno": _when(given.giorno),
        "prescrizioni": str(given.dati.get("prescrizioni", "")),
    }


def _act(passo: PassoIstanza) -> Valori:
    istanza, atto = passo.istanza, passo.atto
    told = {"clausola_ritardo": _late(istanza)}
    if istanza.iscrizione is not None and istanza.iscrizione.scade_il:
        told["scadenza"] = the_day(istanza.iscrizione.scade_il)
    if atto is None:
        return told
    day = f" del {show_uncertain(atto.data)}" if atto.data else ""
    burp = f"BURP n. {atto.burp_numero}" if atto.burp_numero else ""
    return told | {
        "atto": f"{atto}{day}",
        "oggetto_atto": atto.oggetto,
        "burp": burp + (f" del {show_day(atto.burp_data)}" if burp and atto.burp_data else ""),
    }


def _late(istanza: Istanza) -> str:
    """What an act on request that comes late must say (art. 2 c. 9-quinquies L. 241/1990); empty if it is in time."""
    orologio, ricevuta = orologio_of_istanza(istanza), istanza.ricevuta
    if istanza.concluso_il is None or orologio is None or ricevuta is None or istanza.giorni is None:
        return ""
    if not REGOLE_PROCEDIMENTO[TipoProcedimento(istanza.tipo)].di_parte:
        return ""
    return late_clause(
        termine=orologio.calcolo, giorni=istanza.giorni, ricevuta_il=ricevuta.al, concluso_il=istanza.concluso_il
    )


def _lists(passo: PassoIstanza, tipo: TipoScritto) -> Elenchi:
    if tipo in {TipoScritto.DINIEGO, TipoScritto.REVOCA}:
        # A revocation is written by the act itself, which asks for no way to appeal: those in force on its day hold.
        appeals = passo.ricorsi or [ricorso_words(r) for r in ricorsi_on(passo.istanza.competenza, passo.giorno_al)]
        return {"ricorsi": [{"testo": testo} for testo in appeals]}
    if tipo is TipoScritto.INTEGRAZIONE:
        asked = [(DA_CORREGGERE, passo.da_correggere), (MANCANTE, passo.mancanti)]
        return {"mancanze": [{"come": come, "voce": voce} for come, voci in asked for voce in voci]}
    if tipo is TipoScritto.PROPOSTA:
        return {
            "verifiche": [
                {
                    "requisito": str(v.riscontro.requisito.label),
                    "esito": f"{v.riscontro.trovato} {v.verifica.motivo if v.verifica else ''}".strip(),
                }
                for v in checklist_of(passo.istanza)
            ],
            "aderenti": [
                {"posizione": str(a.posizione), "denominazione": a.denominazione, "comune": str(a.comune or "")}
                for a in passo.istanza.aderenti.order_by("posizione")
            ],
        }
    return {}


def versions_to_try(tipo: TipoScritto) -> list[VersioneModello]:
    """Return the versions of a writing's model that were not withdrawn, newest first."""
    found = VersioneModello.objects.filter(modello__codice=tipo.modello).exclude(stato=StatoVersione.RITIRATA)
    return list(found.select_related("modello").order_by("-numero"))
