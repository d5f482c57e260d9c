"""What a member of the Nucleo does by a personal link: reads the file, declares a conflict, votes; nothing else.

Opening the page only shows: programs that scan mail open links. Whatever is sent is a POST, and each use is recorded.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from archivio.exceptions import StoreUnavailableError
from archivio.serving import RESERVED, serve_file
from identita.throttle import raw_address
from procedimenti.actions.nucleo.link import Provenienza, record_accesso
from procedimenti.actions.nucleo.punto import Chiamato, cast_voto, declare_conflitto, why_not_suspended
from procedimenti.collegio import CosaAccesso, StatoPresenza, StatoSeduta, ValoreVoto
from procedimenti.exceptions import LinkNucleoError, ProcedimentoError
from procedimenti.models import LinkNucleo, PuntoOrdine
from procedimenti.policies.nucleo import check_may_vote, numero_legale
from procedimenti.selectors.nucleo.link import check_link, find_link
from procedimenti.selectors.nucleo.seduta import Collegio, collegio_of, find_punto, punti_of, scheda_of
from procedimenti.selectors.scelte import allegati_of, find_allegato

_REFUSED, _NOT_FOUND, _UNAVAILABLE = 409, 404, 503
View = Callable[..., HttpResponseBase]


def _provenienza(request: HttpRequest) -> Provenienza:
    return Provenienza(raw_address(request.META) or "sconosciuto", request.headers.get("User-Agent", ""))


def _personal(view: View) -> View:
    """Let a view run with the link of its token, if that opens something today; nobody keeps what it answers."""

    @wraps(view)
    def answer(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        try:
            link = find_link(token)
        except LinkNucleoError as refused:
            return _closed(_refusal(request, refused))
        try:
            check_link(link)
        except LinkNucleoError as refused:
            record_accesso(link=link, cosa=CosaAccesso.RIFIUTO, da=_provenienza(request), dettaglio=refused.messaggio)
            return _closed(_refusal(request, refused))
        return _closed(view(request, link, token, **kwargs))

    return answer


def _refusal(request: HttpRequest, refused: LinkNucleoError) -> HttpResponse:
    return render(request, "procedimenti/nucleo/rifiuto.html", {"motivo": refused.messaggio}, status=refused.status)


def _closed(response: HttpResponseBase) -> HttpResponseBase:
    """Nobody may keep the answer nor list its address; whom a browser tells it is said in `home.middleware`."""
    response["Cache-Control"] = RESERVED
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Of an answer from 400 on Django writes the address in its log, and here the address is the secret.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


@require_safe
@_personal
def pagina(request: HttpRequest, link: LinkNucleo, token: str) -> HttpResponseBase:
    """Show the seduta to the member: nothing of it changes."""
    record_accesso(link=link, cosa=CosaAccesso.PAGINA, da=_provenienza(request))
    return _show(request, link, token)


def _show(
    request: HttpRequest, link: LinkNucleo, token: str, *, errore: tuple[int, ProcedimentoError] | None = None
) -> HttpResponse:
    collegio = collegio_of(link.seduta)
    context = {
        "seduta": link.seduta,
        "componente": link.componente,
        "link": link,
        "token": token,
        "presenza": collegio.presenza(link.componente_id),
        "punti": [_item(p, collegio, link) for p in punti_of(link.seduta)],
        "errore_punto": errore[0] if errore else None,
        "errore": errore[1].intero if errore else "",
        "scritto": request.POST,
        "valori": [(v.value, v.label) for v in ValoreVoto],
        "cookie_tecnico": True,  # that of the forms: the foot of the page says so
    }
    status = _REFUSED if errore else 200
    return render(request, "procedimenti/nucleo/personale.html", context, status=status)


def _item(punto: PuntoOrdine, collegio: Collegio, link: LinkNucleo) -> dict[str, Any]:
    """Return an item as this member sees it: his own standing and vote, never how the others vote."""
    seggi = collegio.seggi(punto)
    mine = next((s for s in seggi if s.componente == link.componente_id), None)
    perche = ""
    try:
        check_may_vote(stato=StatoSeduta(link.seduta.stato), nome=link.componente.nome, on=collegio.on, seggio=mine)
        perche = numero_legale(seggi, collegio.regole).manca
    except ProcedimentoError as refused:
        perche = refused.messaggio
    conflict = mine is not None and mine.presenza is StatoPresenza.CONFLITTO
    living = link.seduta.stato in {StatoSeduta.CONVOCATA, StatoSeduta.APERTA}
    return {
        "punto": punto,
        "istanza": punto.istanza,
        "seggio": mine,
        "perche": perche,
        "conflitto": conflict,
        "puo_dichiarare": living and mine is not None and mine.voto is None and not conflict,
        "sospendibile": not perche and not why_not_suspended(punto.istanza),
        "allegati": [] if conflict else [a for a in allegati_of(punto.istanza) if a.file.is_ready],
        "scheda": [] if conflict else [r for r in scheda_of(punto) if r.valutazione],
    }


def _punto(link: LinkNucleo, posizione: int) -> PuntoOrdine | None:
    return find_punto(link.seduta, posizione)


@require_POST
@_personal
def voto(request: HttpRequest, link: LinkNucleo, token: str, punto: int) -> HttpResponseBase:
    """Cast the member's vote on an item: with this the right to vote on it is used."""

    def act(item: PuntoOrdine, chi: Chiamato) -> None:
        cast_voto(punto=item, chi=chi, valore=request.POST.get("valore", ""), testo=request.POST.get("testo", ""))

    return _attempt(request, link, token, punto, act)


@require_POST
@_personal
def conflitto(request: HttpRequest, link: LinkNucleo, token: str, punto: int) -> HttpResponseBase:
    """Declare a conflict of interests on an item."""

    def act(item: PuntoOrdine, chi: Chiamato) -> None:
        declare_conflitto(punto=item, chi=chi, motivo=request.POST.get("motivo", ""))

    return _attempt(request, link, token, punto, act)


def _attempt(
    request: HttpRequest,
    link: LinkNucleo,
    token: str,
    posizione: int,
    act: Callable[[PuntoOrdine, Chiamato], None],
) -> HttpResponseBase:
    item, da = _punto(link, posizione), _provenienza(request)
    if item is None:
        return _refusal(request, LinkNucleoError("Questo punto non è all’ordine del giorno.", status=_NOT_FOUND))
    try:
        act(item, Chiamato.by_link(link, da))
    except ProcedimentoError as refused:
        record_accesso(link=link, cosa=CosaAccesso.RIFIUTO, da=da, punto=item, dettaglio=refused.messaggio)
        return _show(request, link, token, errore=(item.posizione, refused))
    response = redirect("nucleo_personale:pagina", token)
    response["Location"] += f"#punto-{item.posizione}"
    return response


@require_safe
@_personal
def documento(request: HttpRequest, link: LinkNucleo, token: str, punto: int, allegato: int) -> HttpResponseBase:
    """Hand out a paper of a case on the agenda, but to who is in conflict on it."""
    item = _punto(link, punto)
    found = find_allegato(item.istanza, allegato) if item else None
    standing = collegio_of(link.seduta).presenza(link.componente_id, item.pk) if item else None
    hidden = standing is not None and standing.stato == StatoPresenza.CONFLITTO
    if found is None or hidden or not found.file.is_ready:
        return _refusal(request, LinkNucleoError("Questo documento non si può aprire da qui.", status=_NOT_FOUND))
    record_accesso(
        link=link, cosa=CosaAccesso.DOCUMENTO, da=_provenienza(request), punto=item, dettaglio=found.file.nome
    )
    try:
        return serve_file(request, found.file, nome=found.file.nome, cache=RESERVED)
    except StoreUnavailableError as error:
        return _refusal(request, LinkNucleoError(error.messaggio, status=_UNAVAILABLE))
