"""A bar chart as numbers ready for an SVG drawn by the server; the words are in the table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from distretti.selectors.lavoro import ConteggioSezione

BAR_HEIGHT, GAP, WIDTH, LABEL = 18, 10, 320, 28
_ROOM_FOR_NUMBER = 34


@dataclass(frozen=True)
class Bar:
    """One section: where its bar stands, how long its two parts are, and where its number is written (SVG units)."""

    codice: int
    totale: int
    y: int
    attive: int
    altre: int
    fine: int

    @property
    def testo_y(self) -> int:
        return self.y + BAR_HEIGHT - 5

    @property
    def inizio_altre(self) -> int:
        return LABEL + self.attive


@dataclass(frozen=True)
class Grafico:
    bars: list[Bar]
    altezza: int
    larghezza: int = WIDTH
    inizio: int = LABEL
    spessore: int = BAR_HEIGHT


def bars_of(conteggi: Sequence[ConteggioSezione]) -> Grafico:
    """Return the bars of these counts; the longest fills the width, and a count of zero has no length."""
    longest = max((c.totale for c in conteggi), default=0)
    unit = (WIDTH - LABEL - _ROOM_FOR_NUMBER) / longest if longest else 0
    bars = []
    for place, c in enumerate(conteggi):
        attive, end = round(c.attive * unit), round(c.totale * unit)
        bars.append(Bar(c.sezione.codice, c.totale, place * (BAR_HEIGHT + GAP), attive, end - attive, LABEL + end + 6))
    return Grafico(bars=bars, altezza=max(len(bars) * (BAR_HEIGHT + GAP) - GAP, 0))
