"""The public difference: what of a profile appears, disappears or changes, word by word; no database, no HTML."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from pubblicazione.lettura import Campo, Riga

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
# Two paragraphs are one that was rewritten, and not one gone and one come, when so much of them is the same.
_SAME_PARAGRAPH = 0.4
_FOLD_OVER = 2


class Segno(StrEnum):
    """What happened to a piece of text, and the sign by which it is marked."""

    UGUALE = "="
    AGGIUNTO = "+"
    TOLTO = "−"
    RISCRITTO = "±"


@dataclass(frozen=True)
class Parole:
    """Consecutive words with the same fate."""

    segno: Segno
    testo: str


@dataclass(frozen=True)
class Pezzo:
    """A line: kept, added, removed, or rewritten (then `parole` tells which words)."""

    segno: Segno
    parole: tuple[Parole, ...]
    immagine: str = ""


@dataclass(frozen=True)
class Gruppo:
    """Consecutive lines; `piegato` when they did not change and are enough to be hidden at first."""

    pezzi: tuple[Pezzo, ...]
    piegato: bool = False


@dataclass(frozen=True)
class Differenza:
    """A field that changes; `solo_forma` when no word does, but titles, bold, lists or the order of things."""

    nome: str
    etichetta: str
    gruppi: tuple[Gruppo, ...]
    solo_forma: bool = False


@dataclass(frozen=True)
class Confronto:
    """What the public will see change: the fields that differ, and the labels of those that do not."""

    differenze: tuple[Differenza, ...]
    invariati: tuple[str, ...]


def _whole(segno: Segno, riga: Riga) -> Pezzo:
    return Pezzo(segno, (Parole(segno, riga.testo),), riga.immagine)


def _ratio(before: Riga, after: Riga) -> float:
    if before.immagine or after.immagine:
        return 0.0
    matcher = SequenceMatcher(None, _TOKEN.findall(before.testo), _TOKEN.findall(after.testo), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _SAME_PARAGRAPH else 0.0


def compare_words(before: str, after: str) -> tuple[Parole, ...]:
    """Return the words of both texts in order, each run marked as kept, removed or added."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    found = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Parole(Segno.UGUALE, "".join(old[i1:i2])))
            continue
        if i2 > i1:
            found.append(Parole(Segno.TOLTO, "".join(old[i1:i2])))
        if j2 > j1:
            found.append(Parole(Segno.AGGIUNTO, "".join(new[j1:j2])))
    return tuple(found)


def _rewritten(old: Sequence[Riga], new: Sequence[Riga]) -> Iterator[Pezzo]:
    """Pair each old line with the first new one that resembles it; what has no pair was removed or added."""
    start = 0
    for before in old:
        pair = next((j for j in range(start, len(new)) if _ratio(before, new[j]) >= _SAME_PARAGRAPH), None)
        if pair is None:
            yield _whole(Segno.TOLTO, before)
            continue
        yield from (_whole(Segno.AGGIUNTO, added) for added in new[start:pair])
        yield Pezzo(Segno.RISCRITTO, compare_words(before.testo, new[pair].testo))
        start = pair + 1
    yield from (_whole(Segno.AGGIUNTO, added) for added in new[start:])


def compare_lines(before: Sequence[Riga], after: Sequence[Riga], *, elenco: bool = False) -> Iterator[Pezzo]:
    """Yield the lines of both, in order, each with what happened to it."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (_whole(Segno.UGUALE, riga) for riga in before[i1:i2])
        elif tag == "replace" and not elenco:
            yield from _rewritten(before[i1:i2], after[j1:j2])
        else:
            yield from (_whole(Segno.TOLTO, riga) for riga in before[i1:i2])
            yield from (_whole(Segno.AGGIUNTO, riga) for riga in after[j1:j2])


def _groups(pezzi: Iterable[Pezzo]) -> Iterator[Gruppo]:
    """Part the lines so that long runs of unchanged ones can be folded away."""
    run: list[Pezzo] = []
    for pezzo in pezzi:
        if run and (run[-1].segno is Segno.UGUALE) is not (pezzo.segno is Segno.UGUALE):
            yield Gruppo(tuple(run), run[-1].segno is Segno.UGUALE and len(run) > _FOLD_OVER)
            run = []
        run.append(pezzo)
    if run:
        yield Gruppo(tuple(run), run[-1].segno is Segno.UGUALE and len(run) > _FOLD_OVER)


def compare(before: Sequence[Campo], after: Sequence[Campo]) -> Confronto:
    """Compare two readings of the same page, field by field in the order of `after`.

    A field that neither side fills is not mentioned.
    """
    known = {campo.nome: campo for campo in before}
    differenze, invariati = [], []
    for campo in after:
        old = known.get(campo.nome, Campo(campo.nome, campo.etichetta, (), elenco=campo.elenco))
        if old.righe != campo.righe:
            gruppi = tuple(_groups(compare_lines(old.righe, campo.righe, elenco=campo.elenco)))
            differenze.append(Differenza(campo.nome, campo.etichetta, gruppi))
        elif campo.righe and old.valore != campo.valore:
            differenze.append(Differenza(campo.nome, campo.etichetta, (), solo_forma=True))
        elif campo.righe:
            invariati.append(campo.etichetta)
    return Confronto(tuple(differenze), tuple(invariati))
