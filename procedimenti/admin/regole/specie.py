"""The three kinds of rules that are data: how each is listed, asked, shown beforehand and written."""

from collections.abc import Iterable
from typing import Any

from core.italiano import show_count
from identita.enums import Competenza
from identita.models import User
from procedimenti.actions.regole.versioni import (
    close_dichiarazione,
    close_ricorso,
    record_dichiarazione,
    record_regola_nucleo,
    record_ricorso,
)
from procedimenti.admin.forms import dichiarazione_words
from procedimenti.admin.regole.forms import DichiarazioneForm, RegolaNucleoForm, RicorsoForm, VersioneForm
from procedimenti.collegio import NomeRegolaNucleo
from procedimenti.enums import TipoProcedimento
from procedimenti.models import Dichiarazione, RegolaNucleo, Ricorso
from procedimenti.policies.rimedi.ricorsi import ricorso_words
from procedimenti.selectors.dichiarazioni import dichiarazioni_of
from procedimenti.selectors.nucleo.componenti import regole_of
from procedimenti.selectors.struttura.ricorsi import ricorsi_in_force, ricorsi_of


class Specie:
    """One kind of rules; `riga` is the last version of the rule on which one acts, None for a new one."""

    nome = titolo = intro = nuova = dove = ""
    chiude = True

    def rows(self, competenza: Competenza) -> list[Any]:
        raise NotImplementedError

    def key(self, riga: Any) -> str:
        """The part of the address that names a rule."""
        raise NotImplementedError

    def title(self, riga: Any) -> str:
        """What the rule is called."""
        raise NotImplementedError

    def words(self, riga: Any) -> str:
        """What a version says."""
        raise NotImplementedError

    def where(self, _riga: Any) -> str:
        """Return where a version holds, if not everywhere."""
        return ""

    def make_form(self, competenza: Competenza, riga: Any, data: Any = None) -> VersioneForm:
        raise NotImplementedError

    def record(self, form: VersioneForm, *, competenza: Competenza, riga: Any, by: User) -> Any:
        raise NotImplementedError

    def close(self, form: VersioneForm, *, competenza: Competenza, riga: Any, by: User) -> Any:
        raise NotImplementedError

    def preview(self, form: VersioneForm, *, competenza: Competenza, riga: Any) -> Iterable[str]:
        """Return the lines as people will read them where the rule is used."""
        raise NotImplementedError

    def grouped(self, competenza: Competenza) -> dict[str, list[Any]]:
        """Return the versions of each rule, by its key, in the order of the rules."""
        found: dict[str, list[Any]] = {}
        for riga in self.rows(competenza):
            found.setdefault(self.key(riga), []).append(riga)
        return found


class Dichiarazioni(Specie):
    """What an istanza must declare (artt. 46 and 47 DPR 445/2000)."""

    nome, titolo, nuova = "dichiarazioni", "Dichiarazioni sostitutive", "Nuova dichiarazione"
    intro = "Che cosa dichiara chi presenta un’istanza (artt. 46 e 47 DPR 445/2000)."
    dove = "Nel modulo dell’istanza, sotto «Che cosa dichiara»"

    def rows(self, competenza: Competenza) -> list[Any]:
        return dichiarazioni_of(competenza)

    def key(self, riga: Dichiarazione) -> str:
        return riga.codice

    def title(self, riga: Dichiarazione) -> str:
        return riga.titolo

    def words(self, riga: Dichiarazione) -> str:
        return f"{dichiarazione_words(riga)}."

    def where(self, riga: Dichiarazione) -> str:
        tipi = ", ".join(TipoProcedimento(t).label.lower() for t in riga.tipi)
        return f"Procedimenti: {tipi}; sezioni {', '.join(map(str, riga.sezioni))}"

    def make_form(self, competenza: Competenza, riga: Dichiarazione | None, data: Any = None) -> VersioneForm:
        names = ("titolo", "testo", "articolo", "tipi", "sezioni", "obbligatoria")
        said = {name: getattr(riga, name) for name in names} if riga else None
        return DichiarazioneForm(data, initial=said, competenza=competenza)

    def record(self, form: VersioneForm, *, competenza: Competenza, riga: Any, by: User) -> Any:
        codice = riga.codice if riga else ""
        return record_dichiarazione(competenza=competenza, codice=codice, by=by, **form.fatti())

    def close(self, form: VersioneForm, *, competenza: Competenza, riga: Any, by: User) -> Any:
        return close_dichiarazione(dichiarazione=riga, competenza=competenza, by=by, **form.fatti())

    def preview(self, form: VersioneForm, *, competenza: Competenza, riga: Any) -> Iterable[str]:
        names = ("testo", "articolo", "obbligatoria")
        return [dichiarazione_words(Dichiarazione(**{name: form.cleaned_data[name] for name in names}))]


class Ricorsi(Specie):
    """To whom one may appeal against a refusal (art. 3 c. 4 L. 241/1990)."""

    nome, titolo, nuova = "ricorsi", "Come si può ricorrere", "Nuova autorità"
    intro = "A chi si può ricorrere contro un diniego, ed entro quanti giorni (art. 3, comma 4, L. 241/1990)."
    dove = "Nella lettera di diniego, dove dice come si può ricorrere"

    def rows(self, competenza: Competenza) -> list[Any]:
        return ricorsi_of(competenza)

    def grouped(self, competenza: Competenza) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for riga in sorted(self.rows(competenza), key=lambda r: r.pk):
            key = next((k for k, rows in found.items() if rows[0].autorita == riga.autorita), str(riga.pk))
            found.setdefault(key, []).append(riga)
        return found

    def title(self, riga: Ricorso) -> str:
        return riga.autorita

    def words(self, riga: Ricorso) -> str:
        return f"Entro {show_count(riga.giorni, 'giorno', 'giorni')} dalla notifica."

    def make_form(self, competenza: Competenza, riga: Ricorso | None, data: Any = None) -> VersioneForm:
        said = {"giorni": riga.giorni, "fonte": riga.fonte} if riga else None
        return RicorsoForm(data, initial=said, nuovo=riga is None)

    def record(self, form: VersioneForm, *, competenza: Competenza, riga: Any, by: User) -> Any:
        said = ({"autorita": riga.autorita} if riga else {}) | form.fatti()
        return record_ricorso(competenza=competenza, by=by, **said)

    def close(self, form: VersioneForm, *, competenza: Competenza, riga: Any, by: User) -> Any:
        return close_ricorso(ricorso=riga, competenza=competenza, by=by, **form.fatti())

    def preview(self, form: VersioneForm, *, competenza: Competenza, riga: Any) -> Iterable[str]:
        said = ({"autorita": riga.autorita} if riga else {}) | form.fatti()
        others = ricorsi_in_force(competenza, said["valida_dal"])
        lines = {r.autorita: {"autorita": r.autorita, "giorni": r.giorni, "fonte": r.fonte} for r in others}
        return [ricorso_words(one) for one in (lines | {said["autorita"]: said}).values()]


class Nucleo(Specie):
    """The numbers by which the Nucleo of a structure works."""

    nome, titolo, dove = "nucleo", "Regole del Nucleo", "Nella seduta e nel suo verbale"
    intro = "Con quali numeri il Nucleo delibera: valgono per le sedute dal loro giorno in poi."
    chiude = False

    def rows(self, competenza: Competenza) -> list[Any]:
        order = NomeRegolaNucleo.values
        return sorted(regole_of(competenza), key=lambda r: (order.index(r.nome), r.valida_dal, r.pk))

    def key(self, riga: RegolaNucleo) -> str:
        return riga.nome

    def title(self, riga: RegolaNucleo) -> str:
        return str(riga.get_nome_display())

    def words(self, riga: RegolaNucleo) -> str:
        return f"{riga.detto[0].upper()}{riga.detto[1:]}."

    def make_form(self, competenza: Competenza, riga: RegolaNucleo, data: Any = None) -> VersioneForm:
        said = {"valore": riga.valore}
        return RegolaNucleoForm(data, initial=said, nome=NomeRegolaNucleo(riga.nome))

    def record(self, form: VersioneForm, *, competenza: Competenza, riga: Any, by: User) -> Any:
        return record_regola_nucleo(competenza=competenza, nome=NomeRegolaNucleo(riga.nome), by=by, **form.fatti())

    def preview(self, form: VersioneForm, *, competenza: Competenza, riga: Any) -> Iterable[str]:
        return [str(RegolaNucleo(nome=riga.nome, valore=form.cleaned_data["valore"]))]


SPECIE: dict[str, Specie] = {s.nome: s for s in (Dichiarazioni(), Ricorsi(), Nucleo())}
