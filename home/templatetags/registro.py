"""Tags of the public templates: uncertain dates and numbers, icons, the scheda behind a document; no query here."""

import json
import re
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from core.clock import today
from core.italiano import show_number, since_uncertain
from core.uncertain_dates import Precisione
from distretti.enums import StatoIscrizione
from home.modelli import format_name, language_name
from home.scheda import Scheda, latest_imprese, read_uncertain, scheda_of, structured_data
from home.selectors import province_names

register = template.Library()


@register.filter
def da_quando(value: dict[str, Any] | None) -> str:
    """'dal 3 marzo 2025', 'da marzo 2025', from an uncertain date of a document."""
    return since_uncertain(read_uncertain(value)) if value else ""


@register.filter
def nota(value: dict[str, Any] | None) -> bool:
    """Whether an uncertain date is known at least to the year."""
    return value is not None and read_uncertain(value).precisione is not Precisione.NON_NOTA


@register.filter
def numero(value: Any) -> str:
    """'1.234'."""
    return show_number(int(value)) if value is not None and value != "" else ""


@register.filter
def stato_etichetta(value: str) -> str:
    """The word for a state of an entry: 'Cancellata'."""
    return str(StatoIscrizione(value).label)


@register.filter
def come_scheda(documento: dict[str, Any]) -> Scheda:
    """The scheda of an entry's document, ready to be laid out."""
    return scheda_of(documento)


@register.filter
def imprese(documento: dict[str, Any]) -> dict[str, Any] | None:
    """The latest number of firms of an entry, with its year and source."""
    return latest_imprese(documento)


@register.filter
def provincia_nome(sigla: str) -> str:
    """'Lecce' for 'LE'."""
    return province_names().get(sigla, sigla)


@register.filter
def senza_schema(indirizzo: str) -> str:
    """'www.esempio.it' for 'https://www.esempio.it/'."""
    return indirizzo.split("://", 1)[-1].rstrip("/")


@register.filter
def telefono(testo: str) -> str:
    """A number that a telephone can call: '+390801234567'."""
    return "".join(c for c in testo if c.isdigit() or c == "+")


@register.filter
def con_codice(testo: str) -> SafeString:
    """A text in which what stands between backquotes is shown as code, and lines are kept."""
    escaped = linebreaks(testo, autoescape=True)
    return mark_safe(re.sub(r"`([^`]+)`", r'<span class="codice">\1</span>', escaped))  # noqa: S308 - escaped above


@register.filter
def indirizzo(percorso: str) -> str:
    """The whole public address of a path."""
    return f"{settings.PUBLIC_BASE_URL}{percorso}"


@register.filter
def indirizzo_scheda(codice: str) -> str:
    """The permanent address of an entry."""
    return f"{settings.PUBLIC_BASE_URL}/registro/{codice}"


@register.filter
def indirizzo_json(codice: str) -> str:
    """The address of an entry in the API."""
    return f"{settings.PUBLIC_BASE_URL}/api/v1/iscrizioni/{codice}"


@register.filter
def indirizzo_modello(codice: str) -> str:
    """The permanent address of a model."""
    return f"{settings.PUBLIC_BASE_URL}/modelli/{codice}"


@register.filter
def indirizzo_file(file: dict[str, Any]) -> str:
    """The address of a file of a model, on this very site."""
    return str(file["_links"]["self"]).removeprefix(settings.PUBLIC_BASE_URL)


@register.filter
def formato_nome(formato: str) -> str:
    """'Documento Word (.docx)'."""
    return format_name(formato)


@register.filter
def lingua_nome(lingua: str) -> str:
    """'italiano'."""
    return language_name(lingua)


@register.simple_tag
def oggi() -> str:
    """Today, as a date field wants it."""
    return today().isoformat()


@register.filter
def json_ld(documento: dict[str, Any]) -> dict[str, Any]:
    """What search engines are told of an entry (schema.org)."""
    return structured_data(documento)


@register.filter
def json_per_script(value: Any) -> SafeString:
    """JSON that can stand inside a data block: no '<', '>' or '&' that would end it."""
    text = json.dumps(value, ensure_ascii=False).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return mark_safe(text)  # noqa: S308 - the three characters that could end the block are escaped


@register.simple_tag
def icona(nome: str, classe: str = "") -> SafeString:
    """An icon that says nothing by itself: the words beside it do."""
    return format_html(
        '<svg class="icona {}" aria-hidden="true" focusable="false"><use href="{}#it-{}"></use></svg>',
        classe,
        static("registro/icone.svg"),
        nome,
    )
