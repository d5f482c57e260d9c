"""Writing down an act: once recorded it never changes, and the same act written twice is the same act."""

import datetime as dt
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction

from core.clock import today
from core.uncertain_dates import Precisione, UncertainDate
from distretti.enums import TipoAtto
from distretti.models import Atto
from distretti.permissions import check_record_annotazione
from distretti.policies.atto import check_atto
from identita.enums import Competenza
from identita.models import User


class CampiAtto(TypedDict):
    """What may be said of an act; `numero_non_noto` and a missing `data` declare what is not known."""

    tipo: TipoAtto
    organo: NotRequired[str]
    numero: NotRequired[str]
    numero_non_noto: NotRequired[bool]
    data: NotRequired[UncertainDate | None]
    oggetto: NotRequired[str]
    burp_numero: NotRequired[str]
    burp_data: NotRequired[dt.date | None]
    burp_link: NotRequired[str]
    fonte: NotRequired[str]
    seguito_di: NotRequired[Atto | None]


@transaction.atomic
def record_atto(*, by: User, competenza: Competenza | str, **campi: Unpack[CampiAtto]) -> Atto:
    """Record an act, or return the one already recorded with the same content.

    Raises NotPermittedError and DatiError, whose fields are `atto_numero`,
    `atto_data`, `burp_data`, `burp_link`.
    """
    check_record_annotazione(by, Competenza(competenza))
    atto = _written(campi)
    check_atto(atto, today=today())
    same = Atto.objects.filter(fonte=atto.fonte, **atto.content()).first()
    if same is not None:
        return same
    atto.save(force_insert=True)
    return atto


def _written(campi: CampiAtto) -> Atto:
    data = campi.get("data")
    return Atto(
        tipo=TipoAtto(campi["tipo"]).value,
        organo=campi.get("organo", "").strip(),
        numero=" ".join(campi.get("numero", "").split()),
        numero_non_noto=campi.get("numero_non_noto", False),
        data_dal=data.dal if data else None,
        data_al=data.al if data else None,
        data_precisione=(data.precisione if data else Precisione.NON_NOTA).value,
        oggetto=campi.get("oggetto", "").strip(),
        burp_numero=campi.get("burp_numero", "").strip(),
        burp_data=campi.get("burp_data"),
        burp_link=campi.get("burp_link", "").strip(),
        fonte=campi.get("fonte", "").strip(),
        seguito_di=campi.get("seguito_di"),
    )
