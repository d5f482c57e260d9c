"""What is done on the items of a seduta: presences, conflicts, the evaluation sheet, votes; rules are in `policies`."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from core.clock import now, today
from core.locks import lock_register
from core.uncertain_dates import on_day
from identita.models import User
from procedimenti.actions.nucleo.link import Provenienza, record_accesso
from procedimenti.actions.nucleo.seduta import locked_seduta
from procedimenti.actions.passi import Richiesta, check_rules
from procedimenti.collegio import CosaAccesso, StatoPresenza, StatoSeduta
from procedimenti.enums import Passo, StatoIstanza, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import (
    ComponenteNucleo,
    Istanza,
    LinkNucleo,
    PresenzaNucleo,
    PuntoOrdine,
    SedutaNucleo,
    ValutazioneCriterio,
    VotoNucleo,
)
from procedimenti.policies.nucleo import Seggio, check_may_vote, check_testo, check_voto
from procedimenti.policies.seduta import check_conflitto, check_not_over, check_presenza, check_punteggio
from procedimenti.policies.stati import check_passo
from procedimenti.selectors.nucleo.link import check_link
from procedimenti.selectors.nucleo.seduta import Collegio, collegio_of, scheda_of


@dataclass(frozen=True)
class Chiamato:
    """Who acts on an item: an officer for a member, or the member himself by his link."""

    componente: ComponenteNucleo
    by: User | None = None
    link: LinkNucleo | None = None
    da: Provenienza | None = None

    @classmethod
    def by_link(cls, link: LinkNucleo, da: Provenienza) -> "Chiamato":
        """The member whose link it is."""
        return cls(link.componente, link=link, da=da)


@transaction.atomic
def record_presenze(*, seduta: SedutaNucleo, presenze: Mapping[int, str], by: User) -> int:
    """Write where members stand in the open seduta, by member; returns how many changed. Raises ProcedimentoError."""
    current = locked_seduta(seduta, by=by)
    collegio = collegio_of(current)
    sitting = {c.pk for c in collegio.componenti}
    written = 0
    for componente, stato in presenze.items():
        check_presenza(StatoSeduta(current.stato), stato, member=componente in sitting, on_item=False)
        before = collegio.presenza(componente)
        if before is None or before.stato != stato:
            _write_presenza(current, None, componente, stato, by=by)
            written += 1
    return written


@transaction.atomic
def record_presenza_punto(*, punto: PuntoOrdine, componente_id: int, stato: str, motivo: str, by: User) -> None:
    """Write where a member stands on one item alone: who went out, came back, is in conflict.

    Raises ProcedimentoError; what was recorded of who has already voted on it stays.
    """
    current = locked_seduta(punto.seduta, by=by)
    collegio = collegio_of(current)
    seggio = _seggio(collegio, punto, componente_id)
    check_presenza(StatoSeduta(current.stato), stato, member=seggio is not None, on_item=True)
    own = collegio.declared_himself(componente_id, punto.pk)
    check_conflitto(seggio, stato=StatoPresenza(stato), motivo=motivo, own=own)
    _write_presenza(current, punto, componente_id, stato, motivo=motivo, by=by)


def _write_presenza(
    seduta: SedutaNucleo,
    punto: PuntoOrdine | None,
    componente_id: int,
    stato: str,
    *,
    motivo: str = "",
    by: User | None = None,
    link: LinkNucleo | None = None,
) -> None:
    PresenzaNucleo.objects.create(
        seduta=seduta,
        punto=punto,
        componente_id=componente_id,
        stato=stato,
        motivo=motivo.strip(),
        registrato_il=now(),
        registrato_da=by,
        link=link,
    )


def _seggio(collegio: Collegio, punto: PuntoOrdine, componente_id: int) -> Seggio | None:
    """Return the seat that a person holds on the day that counts, or None if he is no member then."""
    if componente_id not in {c.pk for c in collegio.componenti}:
        return None
    return next(s for s in collegio.seggi(punto) if s.componente == componente_id)


def _enter(punto: PuntoOrdine, chi: Chiamato) -> SedutaNucleo:
    """Hold the lock and return the seduta as it is now, if whoever acts may."""
    if chi.link is None:
        return locked_seduta(punto.seduta, by=chi.by)  # type: ignore[arg-type]
    lock_register()
    link = LinkNucleo.objects.select_related("seduta", "componente").get(pk=chi.link.pk)
    check_link(link)
    if link.seduta_id != punto.seduta_id:
        raise ProcedimentoError("Questo punto è di un’altra seduta.")
    return link.seduta


@transaction.atomic
def declare_conflitto(*, punto: PuntoOrdine, chi: Chiamato, motivo: str) -> None:
    """Write a conflict of interests on an item, before any vote of that member on it. Raises ProcedimentoError."""
    current = _enter(punto, chi)
    collegio = collegio_of(current)
    seggio = _seggio(collegio, punto, chi.componente.pk)
    check_presenza(StatoSeduta(current.stato), StatoPresenza.CONFLITTO, member=seggio is not None, on_item=True)
    check_conflitto(seggio, stato=StatoPresenza.CONFLITTO, motivo=motivo)
    _write_presenza(current, punto, chi.componente.pk, StatoPresenza.CONFLITTO, motivo=motivo, by=chi.by, link=chi.link)
    if chi.link is not None and chi.da is not None:
        record_accesso(link=chi.link, cosa=CosaAccesso.CONFLITTO, da=chi.da, punto=punto)


@transaction.atomic
def cast_voto(*, punto: PuntoOrdine, chi: Chiamato, valore: str, testo: str = "") -> VotoNucleo:
    """Cast the one vote of a member on an item; it is never changed. Raises ProcedimentoError.

    Two at the same instant wait for each other: the second finds the first.
    """
    current = _enter(punto, chi)
    case = Istanza.objects.select_related("sezione").get(pk=punto.istanza_id)
    collegio = collegio_of(current)
    check_may_vote(
        stato=StatoSeduta(current.stato),
        nome=chi.componente.nome,
        on=collegio.on,
        seggio=_seggio(collegio, punto, chi.componente.pk),
    )
    check_passo(TipoProcedimento(case.tipo), StatoIstanza(case.stato), Passo.PARERE)
    voto = check_voto(
        seggi=collegio.seggi(punto),
        regole=collegio.regole,
        valore=valore,
        testo=testo,
        senza_sospensione=why_not_suspended(case),
    )
    cast = VotoNucleo.objects.create(
        punto=punto,
        componente=chi.componente,
        valore=voto,
        testo=testo.strip(),
        votato_il=now(),
        registrato_da=chi.by,
        link=chi.link,
    )
    if chi.link is not None and chi.da is not None:
        record_accesso(link=chi.link, cosa=CosaAccesso.VOTO, da=chi.da, punto=punto)
    return cast


def why_not_suspended(case: Istanza) -> str:
    """Return why the Nucleo cannot ask for more on a case today (art. 16 c. 4 L. 241/1990); empty if it can."""
    today_ = Richiesta(versione=case.versione, giorno=on_day(today()), motivo="–")
    try:
        check_rules(case, Passo.RINVIO, richiesta=today_)
    except ProcedimentoError as refused:
        return refused.intero
    return ""


@transaction.atomic
def write_scheda(
    *,
    punto: PuntoOrdine,
    valutazioni: Mapping[int, tuple[int | None, str]],
    discussione: str,
    prescrizioni: str,
    by: User,
) -> PuntoOrdine:
    """Write the evaluation sheet of an item (criterion → points, words), its discussion and prescriptions.

    Raises ProcedimentoError; the field at fault is `punteggio_<criterion>`.
    """
    current = locked_seduta(punto.seduta, by=by)
    check_not_over(StatoSeduta(current.stato))
    for campo, text in (("discussione", discussione), ("prescrizioni", prescrizioni)):
        check_testo(text, campo=campo)
    item = PuntoOrdine.objects.select_related("seduta").get(pk=punto.pk)
    lines = {riga.criterio.pk: riga for riga in scheda_of(item)}
    for pk, (punteggio, giudizio) in valutazioni.items():
        line = lines.get(pk)
        check_punteggio(line and line.criterio, punteggio, giudizio, campo=f"punteggio_{pk}")
        if line is None or (line.valutazione is None and punteggio is None and not giudizio.strip()):
            continue
        ValutazioneCriterio.objects.update_or_create(
            punto=item,
            criterio=line.criterio,
            defaults={
                "punteggio": punteggio,
                "giudizio": giudizio.strip(),
                "scritta_da": by,
                "scritta_il": now(),
            },
        )
    item.discussione, item.prescrizioni = discussione.strip(), prescrizioni.strip()
    item.save(update_fields=["discussione", "prescrizioni"])
    return item
