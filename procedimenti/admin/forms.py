"""The forms of the desk: what an istanza says, what each step asks; the refusals are the rules' own words."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms

from archivio.exceptions import ArchivioError
from core.clock import today
from core.uncertain_dates import on_day
from distretti.admin.moduli.atto import atto_alias, atto_fields, atto_parts, read_atto
from distretti.admin.moduli.base import DeskForm, Gruppo, Parte
from distretti.admin.moduli.date import UncertainDateField, day_field
from distretti.admin.moduli.fatti import field_of, initial_of, pick
from distretti.exceptions import ElencoError
from procedimenti.actions.passi import INGRESSO, Richiesta
from procedimenti.actions.protocollo import NumeroDato
from procedimenti.admin.parti.campi import GIORNO, OWN, long_text, own_fields
from procedimenti.admin.parti.ricorsi import read_ricorsi, ricorso_fields, ricorso_gruppi, ricorso_obblighi
from procedimenti.enums import REGOLE_PROCEDIMENTO, Passo, TipoAllegato, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Dichiarazione, Istanza
from procedimenti.policies.integrazione.richiesta import Chiedibile
from procedimenti.policies.istanza import DICHIARAZIONE, DICHIARAZIONI, TESTI, fatti_of, is_reopened
from procedimenti.policies.obblighi import APERTURA, MOTIVATI, PRESENTAZIONE, Obblighi, obblighi_of

T = TypeVar("T")


class IstanzaForm(DeskForm):
    """A form of the procedures: their refusals, and those of the door, beside the field at fault."""

    def mark(self, obblighi: Obblighi) -> None:
        """Mark the fields that the rules oblige: left empty, they are refused in the rules' own words."""
        for name, obbligo in obblighi.items():
            if name in self.fields:
                field = self.fields[name]
                field.required = field.widget.is_required = True
                field.error_messages["required"] = obbligo.intero

    def attempt(self, act: Callable[[], T]) -> T | None:
        try:
            return super().attempt(act)
        except ProcedimentoError as refused:
            self.add_error(refused.campo if refused.campo in self.fields else None, refused.intero)
        except ArchivioError as refused:
            self.add_error(None, refused.messaggio)
        except ElencoError as refused:
            for fault in refused.lettura.errori[:20]:
                self.add_error(None, str(fault))
        return None


_PER_PRESENTARE = "Senza, la presentazione non si registra."


def fact_fields(tipo: TipoProcedimento) -> dict[str, forms.Field]:
    """Return the facts that the register will want at the end, but for the term, which the act fixes."""
    return {fatto: field_of(fatto) for fatto in fatti_of(tipo)}


class DatiIstanzaForm(IstanzaForm):
    """What the istanza says: who asks, the facts for the register, the presentation."""

    richiedente = forms.CharField(label="Chi presenta l’istanza", required=False, help_text="Denominazione dell’ente.")
    rappresentante = forms.CharField(label="Legale rappresentante", required=False)
    pec_richiedente = forms.CharField(
        label="PEC di chi presenta l’istanza",
        required=False,
        help_text="Vi arrivano le comunicazioni del procedimento, quando ci sono.",
    )
    sintesi = forms.CharField(
        label="Sintesi",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Diventa la bozza della presentazione nella scheda pubblica.",
    )
    peculiarita = forms.CharField(
        label="Peculiarità rispetto agli altri distretti", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    dichiarante = forms.CharField(
        label="Chi rende le dichiarazioni",
        required=False,
        help_text="Nome e cognome, e a che titolo: legale rappresentante, delegato.",
    )
    dichiarazioni = forms.MultipleChoiceField(
        label="Che cosa dichiara",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Spunta quelle che l’istanza contiene; quelle che mancano si possono chiedere come integrazione.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        tipo: TipoProcedimento,
        sezioni: list[tuple[Any, str]] | None = None,
        voci: list[tuple[Any, str]] | None = None,
        istanza: Istanza | None = None,
        dichiarazioni: Iterable[Dichiarazione] = (),
        only: set[str] | None = None,
    ) -> None:
        said = {name: getattr(istanza, name) for name in (*TESTI, DICHIARAZIONI)} if istanza else {}
        super().__init__(data, initial=said | initial_of(istanza.dati) if istanza else None)
        _ask_declarations(self.fields, dichiarazioni)
        self.fatti = fact_fields(tipo)
        if sezioni is not None:
            self.fields["sezione"] = pick("Sezione", lambda: sezioni, widget=forms.Select())
        if voci is not None:
            self.fields["iscrizione"] = pick("Voce del registro", lambda: voci)
        self.fields |= self.fatti
        for name in PRESENTAZIONE.keys() | (APERTURA.keys() if REGOLE_PROCEDIMENTO[tipo].apre else set()):
            shown = self.fields[name]
            shown.help_text = f"{shown.help_text} {_PER_PRESENTARE}".strip()
        self.sigillate: list[str] = []
        if only is not None:
            self._reopen(only, made=istanza.dichiarazioni if istanza else [])

    def _reopen(self, only: set[str], *, made: list[str]) -> None:
        """Ask again only what was reopened; the declarations that were not stay as they are."""
        if DICHIARAZIONI in self.fields:
            choices = self.fields[DICHIARAZIONI].choices  # type: ignore[attr-defined]
            again = [(code, text) for code, text in choices if is_reopened(f"{DICHIARAZIONE}{code}", only)]
            self.fields[DICHIARAZIONI].choices = again  # type: ignore[attr-defined]
            self.fields[DICHIARAZIONI].help_text = "Spunta quelle che l’integrazione contiene."
            self.sigillate = [code for code in made if code not in dict(again)]
            only = {*only, DICHIARAZIONI} if again else only
        self.fields = {name: f for name, f in self.fields.items() if name in only}

    def testi(self) -> dict[str, str]:
        """The texts, as the actions take them."""
        return {name: self.cleaned_data[name].strip() for name in TESTI if name in self.fields}

    def dati(self) -> dict[str, Any]:
        """The facts that were written."""
        return {name: self.cleaned_data[name] for name in self.fatti if name in self.fields and self.cleaned_data[name]}

    def dichiarazioni_rese(self) -> list[str] | None:
        """The codes of the declarations that were made; None where they are not asked."""
        return [*self.sigillate, *self.cleaned_data[DICHIARAZIONI]] if DICHIARAZIONI in self.fields else None

    @property
    def gruppi(self) -> list[Gruppo]:
        found = [
            Gruppo("che-cosa", "A che cosa si riferisce", (Parte(self.grouped(("sezione", "iscrizione"))),)),
            Gruppo(
                "chi",
                "Chi presenta l’istanza",
                (Parte(self.grouped(("richiedente", "rappresentante", "pec_richiedente"))),),
            ),
            Gruppo(
                "dati",
                "I dati per il registro",
                (Parte(self.grouped(self.fatti)),),
                "Come li dice l’istanza: li scriverà nel registro l’atto che accoglie.",
            ),
            Gruppo("testi", "La presentazione", (Parte(self.grouped(("sintesi", "peculiarita"))),)),
            Gruppo(
                "dichiarazioni",
                "Le dichiarazioni sostitutive",
                (Parte(self.grouped(("dichiarante", DICHIARAZIONI))),),
                "Artt. 46 e 47 DPR 445/2000. Quali servono, e se sono obbligatorie, è da confermare.",
            ),
        ]
        return [g for g in found if any(parte.campi for parte in g.parti)]


def dichiarazione_words(asked: Dichiarazione) -> str:
    """Return a declaration as the form offers it."""
    return f"{asked.testo} – {asked.articolo}{', obbligatoria' if asked.obbligatoria else ''}"


def _ask_declarations(fields: dict[str, forms.Field], asked: Iterable[Dichiarazione]) -> None:
    """Offer the declarations that are asked; where none is, neither who makes them."""
    choices = [(d.codice, dichiarazione_words(d)) for d in asked]
    if choices:
        fields[DICHIARAZIONI].choices = choices  # type: ignore[attr-defined]
    else:
        del fields[DICHIARAZIONI], fields["dichiarante"]


class PassoForm(IstanzaForm):
    """What every step asks, and what its kind asks besides."""

    versione = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        passo: Passo,
        istanza: Istanza,
        persone: list[tuple[Any, str]],
        campi: list[tuple[str, list[Chiedibile]]],
        risponde: bool = False,
    ) -> None:
        super().__init__(data, initial={"versione": istanza.versione})
        self.passo = passo
        self.fields["giorno"] = UncertainDateField(label=GIORNO.get(passo, "Giorno"), initial=on_day(today()))
        self.fields |= own_fields(passo, istanza, persone, campi) | ricorso_fields(passo, istanza.competenza)
        if passo in MOTIVATI or passo is Passo.RINUNCIA:
            self.fields["motivo"] = long_text("Motivi", MOTIVATI.get(passo, ""))
        if passo in INGRESSO:
            self.fields["protocollo_numero"] = forms.CharField(
                label="Numero di protocollo",
                required=False,
                max_length=40,
                help_text="Quello già dato dal protocollo regionale; senza, il registro ne prende uno.",
            )
        self.mark({**obblighi_of(passo, risponde=risponde), **ricorso_obblighi(data)})

    @property
    def gruppi(self) -> list[Gruppo]:
        return ricorso_gruppi(self)

    def richiesta(self) -> Richiesta:
        """The valid form as the actions take it."""
        said = self.cleaned_data
        number = (said.get("protocollo_numero") or "").strip()
        giorno = said["giorno"]
        own = {name: said[name] for name in OWN.get(self.passo, ()) if name in said}
        if "responsabile" in own:
            own["responsabile"] = int(own["responsabile"] or 0)
        return Richiesta(
            versione=said["versione"],
            giorno=giorno,
            motivo=said.get("motivo", ""),
            dati=own | read_ricorsi(said),
            protocollo=NumeroDato("regionale", number, giorno.al.year) if number else None,
        )


class AccoglimentoForm(PassoForm):
    """The act that grants, from when it counts, until when."""

    def __init__(self, data: Any = None, *, renews: bool, scade_il: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        del self.fields["giorno"]
        self.fields |= atto_fields("atto")
        self.fields["decorrenza"] = UncertainDateField(
            label="Da quando vale", help_text="Il giorno stabilito dall’atto, che può non essere la sua data."
        )
        if renews:
            self.fields["scade_il"] = day_field(
                "Vale fino al", required=False, initial=scade_il, help_text="Proposto dalla durata della sezione."
            )

    @property
    def alias(self) -> dict[str, str]:
        return atto_alias(self.cleaned_data.get("atto_scelta"), "atto")

    @property
    def gruppi(self) -> list[Gruppo]:
        rest = self.grouped(("decorrenza", "scade_il"))
        return [Gruppo("atto", "L’atto", atto_parts(self, "atto")), Gruppo("effetti", "Gli effetti", (Parte(rest),))]

    def request(self) -> dict[str, Any]:
        """The valid form as the arguments of `grant_istanza`, but for who sends it and the case."""
        said = self.cleaned_data
        atto = read_atto(said, "atto")
        data = atto["data"] if isinstance(atto, dict) else getattr(atto, "data", None)
        giorno = data or said["decorrenza"]
        scade = said.get("scade_il")
        return {
            "atto": atto,
            "decorrenza": said["decorrenza"],
            "scade_il": scade.isoformat() if scade else "",
            "richiesta": Richiesta(versione=said["versione"], giorno=giorno),
        }


class AllegatoForm(IstanzaForm):
    """A paper for the fascicolo."""

    tipo = forms.ChoiceField(label="Che documento è", choices=TipoAllegato.choices)
    file = forms.FileField(label="File", error_messages={"required": "Scegli il file.", "empty": "Il file è vuoto."})


class LibroForm(IstanzaForm):
    """The file of what already exists."""

    file = forms.FileField(
        label="Cartella di lavoro (.xlsx) o foglio (.csv)",
        help_text="Un .csv porta il nome del suo foglio, come Atti.csv.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Scegli il file da importare.", "empty": "Il file è vuoto."},
    )


class AderentiForm(IstanzaForm):
    """The members' list of the istanza."""

    file = forms.FileField(
        label="Elenco (.xlsx o .csv)",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "Scegli il file con l’elenco.", "empty": "Il file è vuoto."},
    )
    al = day_field("Giorno a cui si riferisce")
