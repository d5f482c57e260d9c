"""What each measured entry says: made from its number alone, so that every run and every rival has the same."""

from dataclasses import dataclass

MEMBERS = 20
BLOCKS = 5
# A word that about one entry in a thousand has, one that about one in ten has, and one that all have.
RARE, COMMON, EVERYWHERE = "astronomia", "vitivinicola", "distretto"
# One that a page full of entries has, however many there are: what its search costs more is the table's doing.
FIXED, _FIXED_IN = "planetario", range(600, 625)
_PLACES = (
    ("072006", "Bari", "BA"),
    ("074001", "Brindisi", "BR"),
    ("110002", "Barletta", "BT"),
    ("071024", "Foggia", "FG"),
    ("075035", "Lecce", "LE"),
    ("073027", "Taranto", "TA"),
)
_TRADES = ("nautica", "meccanica", "moda", "pesca", "edilizia", "logistica", "energia", "turismo", "cibo", "marmo")
_SENTENCE = (
    "Le imprese e i centri di ricerca del distretto lavorano insieme su innovazione, formazione, mercati esteri e "
    "sostenibilità, con progetti comuni e servizi condivisi per tutta la filiera del territorio. "
)


@dataclass(frozen=True)
class Entry:
    codice: str
    denominazione: str
    sezione: int
    sintesi: str
    presentazione: str
    comune_codice: str
    comune: str
    provincia: str
    blocks: tuple[str, ...]


def entry(number: int) -> Entry:
    """Return the content of entry `number`, from 1."""
    comune_codice, comune, provincia = _PLACES[number % len(_PLACES)]
    trade = _TRADES[number % len(_TRADES)]
    sezione = number % 7 + 1
    some = {RARE: number % 1000 == 500, COMMON: number % 10 == 3, FIXED: number in _FIXED_IN}
    words = " ".join([trade, *(word for word, has in some.items() if has)])
    return Entry(
        codice=f"RP-{sezione}-{number:06d}",
        denominazione=f"Distretto {trade} di {comune} {number}",
        sezione=sezione,
        sintesi=f"Il distretto {words} di {comune}.",
        presentazione=f"<p>{_SENTENCE * 4}</p><p>{words}</p>",
        comune_codice=comune_codice,
        comune=comune,
        provincia=provincia,
        blocks=tuple(f"<p>Blocco {n} di {number}. {_SENTENCE * 2}</p>" for n in range(BLOCKS)),
    )
