"""How people read a public profile, field by field, where they compare what is public with what is proposed."""

from collections.abc import Mapping
from typing import Any

from core.italiano import show_comune, show_number, since_uncertain, the_day
from distretti.stato import StatoRegistro
from pubblicazione.lettura import Campo, Riga, read_html, read_items, read_text

ETICHETTE = {
    "sintesi": "Sintesi",
    "presentazione": "Presentazione",
    "immagine": "Immagine",
    "logo": "Logo",
    "filiere": "Filiere",
    "ateco": "Attività ATECO",
    "indicatori": "I numeri",
    "territorio": "Comuni del territorio",
    "territorio_descrizione": "Territorio, in parole",
    "email": "E-mail per il pubblico",
    "telefono": "Telefono",
    "linkedin": "LinkedIn",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "youtube": "YouTube",
    "corpo": "Approfondimenti",
    "sintesi_en": "Sintesi in inglese",
    "presentazione_en": "Presentazione in inglese",
    "finalita": "Finalità",
}
_HTML = frozenset({"presentazione"})
_IMMAGINI = frozenset({"immagine", "logo"})


def _immagine(shown: Mapping[str, Any], didascalia: str = "") -> Riga:
    return Riga(" – ".join(part for part in (shown["alt"], didascalia) if part), immagine=shown["url"])


def _block(block: Mapping[str, Any]) -> tuple[Riga, ...]:
    if block["tipo"] == "immagine":
        return (_immagine(block["immagine"], block["didascalia"]),)
    if block["tipo"] == "citazione":
        autore = f" — {block['autore']}" if block["autore"] else ""
        return (Riga(f"«{block['testo']}»{autore}"),)
    return read_html(block["html"])


def _voce(nome: str, voce: Mapping[str, Any]) -> str:
    if nome == "territorio":
        return show_comune(voce["nome"], voce["provincia"])
    return f"{voce['codice']} {voce['nome']}" if nome == "ateco" else str(voce["nome"])


def _indicatore(row: Mapping[str, Any]) -> str:
    return f"{row['etichetta']}: {show_number(row['valore'])} ({row['anno']}, fonte: {row['fonte']})"


def read_fatti(iscrizione: Any, stato: StatoRegistro) -> list[tuple[str, str]]:
    """Read what the register says of an entry, by label; what is not known is left out."""
    comune = iscrizione.comune
    luogo = show_comune(comune.denominazione, comune.provincia.sigla) if comune else ""
    sede = ", ".join(part for part in (iscrizione.indirizzo, luogo) if part)
    found = [
        ("Denominazione", iscrizione.denominazione),
        ("Codice", iscrizione.codice),
        ("Sezione", f"{iscrizione.sezione.codice} – {iscrizione.sezione.nome}"),
        ("Stato", iscrizione.get_stato_display()),
        ("Riconosciuto", since_uncertain(stato.riconosciuto_dal) if stato.riconosciuto_dal else ""),
        ("Iscritto", since_uncertain(stato.iscritto_dal) if stato.iscritto_dal else ""),
        ("Forma giuridica", iscrizione.forma_giuridica.denominazione if iscrizione.forma_giuridica else ""),
        ("Codice fiscale", iscrizione.codice_fiscale),
        ("Partita IVA", iscrizione.partita_iva),
        ("Sede", sede),
        ("Sito", iscrizione.sito),
        ("PEC", iscrizione.pec),
        ("Scade", the_day(iscrizione.scade_il) if iscrizione.scade_il else ""),
    ]
    return [(etichetta, testo) for etichetta, testo in found if testo]


def read_campo(nome: str, valore: Any) -> tuple[Riga, ...]:
    """Return the lines of one field of the public profile."""
    if not valore:
        return ()
    if nome in _IMMAGINI:
        return (_immagine(valore),)
    if nome == "corpo":
        return tuple(riga for block in valore for riga in _block(block))
    if nome == "indicatori":
        return read_items(_indicatore(row) for row in valore)
    if isinstance(valore, list):
        return read_items(_voce(nome, voce) for voce in valore)
    return read_html(valore) if nome in _HTML else read_text(valore)


def read_profilo(profilo: Mapping[str, Any], campi: tuple[str, ...]) -> list[Campo]:
    """Read the public profile of an entry, in the order of `campi`."""
    return [
        Campo(
            nome,
            ETICHETTE[nome],
            read_campo(nome, profilo.get(nome)),
            valore=profilo.get(nome),
            elenco=isinstance(profilo.get(nome), list) and nome != "corpo",
        )
        for nome in campi
    ]
