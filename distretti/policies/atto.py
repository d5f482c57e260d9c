"""Whether an act may be written down: what must be said of it, and in which order its dates stand."""

import datetime as dt
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from core.italiano import show_day, show_uncertain
from core.text import INVISIBILI, has_unseen
from core.uncertain_dates import UncertainDate
from distretti.enums import ATTI_NUMERATI, TipoAtto
from distretti.exceptions import Errori

_TESTI = ("numero", "organo", "oggetto", "burp_numero", "fonte")
_URL = URLValidator(schemes=["http", "https"])


class AttoScritto(Protocol):
    """What these rules need of an act about to be recorded."""

    tipo: Any
    numero: Any
    organo: Any
    oggetto: Any
    burp_numero: Any
    fonte: Any
    numero_non_noto: Any
    burp_data: Any
    burp_link: Any

    @property
    def data(self) -> UncertainDate | None: ...


def check_atto(atto: AttoScritto, *, today: dt.date) -> None:
    """Raise DatiError with every fault of an act; what is declared not known is no fault, it is flagged elsewhere."""
    errori, data = Errori(), atto.data
    if atto.numero and atto.numero_non_noto:
        errori.add("atto_numero", "Hai scritto il numero e anche che non è noto: lascia una cosa sola.")
    if atto.tipo in ATTI_NUMERATI and not atto.numero and not atto.numero_non_noto:
        errori.add("atto_numero", f"{TipoAtto(atto.tipo).label}: scrivi il numero, oppure segna «numero non noto».")
    if data is not None and (data.dal or data.al) > today:
        errori.add("atto_data", f"L’atto ha una data futura ({show_uncertain(data)}): si registra quando c’è.")
    if atto.burp_data is not None and atto.burp_data > today:
        errori.add("burp_data", f"Il BURP ha una data futura ({show_day(atto.burp_data)}).")
    if atto.burp_data is not None and data is not None and data.dal is not None and atto.burp_data < data.dal:
        errori.add(
            "burp_data", f"Il BURP ({show_day(atto.burp_data)}) precede l’atto che pubblica ({show_uncertain(data)})."
        )
    if atto.burp_link and not _is_url(atto.burp_link):
        errori.add("burp_link", "L’indirizzo deve cominciare con https:// (o http://) ed essere completo.")
    for campo in _TESTI:
        if has_unseen(getattr(atto, campo)):
            errori.add(f"atto_{campo}", INVISIBILI)
    errori.raise_any()


def _is_url(text: str) -> bool:
    try:
        _URL(text)
    except ValidationError:
        return False
    return True
