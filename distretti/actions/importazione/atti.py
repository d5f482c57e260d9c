"""Recording the acts of a file: those the register does not have yet; one that it has never changes."""

from typing import Any

from django.db import transaction

from core.text import fold
from core.uncertain_dates import Precisione
from distretti.actions.atto import CampiAtto, record_atto
from distretti.actions.importazione.passata import FONTE, Passata, blame_error
from distretti.exceptions import DatiError
from distretti.frasi import name_atto
from distretti.importazione.cells import NumeroAtto
from distretti.importazione.lettura import FoglioLetto, RigaFoglio
from distretti.importazione.rapporto import Esito
from distretti.models import Atto
from distretti.selectors.importazione import same_atti

_CAMPI = {
    "atto_numero": "numero",
    "atto_data": "data",
    "atto_organo": "organo",
    "atto_oggetto": "oggetto",
    "atto_burp_numero": "burp_numero",
    "atto_fonte": "fonte",
}
_DETAILS = ("oggetto", "burp_numero", "burp_data", "burp_link")


def import_atti(passata: Passata, letto: FoglioLetto) -> None:
    """Record every act of the sheet, those that others follow first."""
    by_name: dict[Any, RigaFoglio] = {}
    for riga in letto.righe:
        by_name.setdefault(riga.get("riferimento"), riga)
    for riga in letto.righe:
        _import_one(passata, letto, riga, by_name, ())
        passata.advance()


def _import_one(
    passata: Passata, letto: FoglioLetto, riga: RigaFoglio, by_name: dict[Any, RigaFoglio], behind: tuple[int, ...]
) -> None:
    """Record one act; `behind`: the rows of the acts that follow it, to which it may not lead back."""
    name = riga.get("riferimento")
    if name is None or by_name[name] is not riga or name in passata.atti:
        return
    before = by_name.get(riga.get("seguito_di"))
    if before is not None and before.numero not in (*behind, riga.numero):
        _import_one(passata, letto, before, by_name, (*behind, riga.numero))
    passata.atti[name] = None
    if riga.get("seguito_di") and passata.atti.get(riga.get("seguito_di")) is None:
        if before is None or before.numero in (*behind, riga.numero):
            letto.blame(riga, "seguito_di", "Qui va il riferimento di un altro atto del foglio, che non segua questo.")
        return
    if not riga.difettosa:
        passata.atti[name] = _record(passata, letto, riga)


def _record(passata: Passata, letto: FoglioLetto, riga: RigaFoglio) -> Atto | None:
    campi = _campi(riga, seguito_di=passata.atti.get(riga.get("seguito_di") or ""))
    alike = same_atti(_unsaved(campi))
    if alike:
        return _known(passata, letto, riga, campi, alike)
    try:
        with transaction.atomic():
            atto = record_atto(by=passata.by, competenza=passata.competenza, **campi)
    except DatiError as error:
        blame_error(letto, riga, error, campi=_CAMPI, altrimenti="riferimento")
        return None
    passata.rapporto.tell(letto.foglio, riga.numero, Esito.NUOVO, name_atto(atto))
    return atto


def _campi(riga: RigaFoglio, *, seguito_di: Atto | None) -> CampiAtto:
    numero, data = riga.get("numero"), riga.get("data")
    return CampiAtto(
        tipo=riga.get("tipo"),
        organo=riga.get("organo") or "",
        numero=numero.numero if numero else "",
        numero_non_noto=isinstance(numero, NumeroAtto) and not numero.numero,
        data=data.data if data else None,
        oggetto=riga.get("oggetto") or "",
        burp_numero=riga.get("burp_numero") or "",
        burp_data=riga.get("burp_data"),
        burp_link=riga.get("burp_link") or "",
        fonte=riga.get("fonte") or FONTE,
        seguito_di=seguito_di,
    )


def _unsaved(campi: CampiAtto) -> Atto:
    """Return the act as it would be, to look for it."""
    data = campi.get("data")
    return Atto(
        tipo=campi["tipo"].value,
        organo=campi.get("organo", ""),
        numero=campi.get("numero", ""),
        data_dal=data.dal if data else None,
        data_al=data.al if data else None,
        data_precisione=data.precisione if data else Precisione.NON_NOTA,
        oggetto=campi.get("oggetto", ""),
        burp_numero=campi.get("burp_numero", ""),
        burp_data=campi.get("burp_data"),
        burp_link=campi.get("burp_link", ""),
        fonte=campi.get("fonte", ""),
        seguito_di=campi.get("seguito_di"),
    )


def _known(passata: Passata, letto: FoglioLetto, riga: RigaFoglio, campi: CampiAtto, alike: list[Atto]) -> Atto | None:
    """Return the act that is already there; a cell that contradicts it is a fault, an empty one says nothing."""
    found = min(alike, key=lambda atto: len(_contradicted(atto, campi)))
    for name in _contradicted(found, campi):
        value = getattr(found, name)
        here = f"«{value}»" if value else "niente"
        letto.blame(
            riga, name, f"Il registro ha già quest’atto e qui dice {here}: un atto registrato non cambia."
            " Scrivi lo stesso, o lascia vuoto.",
        )  # fmt: skip
    if riga.difettosa:
        return None
    passata.rapporto.tell(letto.foglio, riga.numero, Esito.UGUALE, name_atto(found))
    return found


def _contradicted(atto: Atto, campi: CampiAtto) -> list[str]:
    said = {name: value for name, value in campi.items() if name in (*_DETAILS, "seguito_di") and value}
    return [
        name
        for name, value in said.items()
        if (fold(str(value)) != fold(str(getattr(atto, name))) if name == "oggetto" else value != getattr(atto, name))
    ]
