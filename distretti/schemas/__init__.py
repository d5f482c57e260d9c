"""The public JSON of the register, one document a module, built from the objects it is given; no query here."""

from distretti.schemas.aderenti import render_aderenti
from distretti.schemas.iscrizione import (
    FILTRI,
    Voce,
    render_iscrizione,
    show_iscrizione,
    show_iscrizione_at,
    show_item,
)
from distretti.schemas.profilo import Citazioni, Profilo
from distretti.schemas.registro import show_annotazione, show_atto, show_date
from distretti.schemas.sezione import render_sezione

__all__ = [
    "FILTRI",
    "Citazioni",
    "Profilo",
    "Voce",
    "render_aderenti",
    "render_iscrizione",
    "render_sezione",
    "show_annotazione",
    "show_atto",
    "show_date",
    "show_iscrizione",
    "show_iscrizione_at",
    "show_item",
]
