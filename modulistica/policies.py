"""Whether a step on a version may happen: validity without overlap, files complete, four eyes; who lives elsewhere."""

import datetime as dt
from collections.abc import Collection, Mapping

from archivio.enums import TipoFile
from core.italiano import from_day, the_day
from modulistica.enums import StatoModifica, StatoVersione, TipoScritto, UsoModello, scritto_of
from modulistica.exceptions import ModulisticaError


def check_validita(*, dal: dt.date, al: dt.date | None, ultima_dal: dt.date | None) -> None:
    """Refuse a validity that ends before it begins, or begins no later than that of the last approved version.

    The version before ends by itself on the eve: so two never overlap, and a hole exists only where one declares `al`.
    """
    if al is not None and al < dal:
        raise ModulisticaError("La fine della validità precede l’inizio.", campo="in_vigore_al")
    if ultima_dal is not None and dal <= ultima_dal:
        raise ModulisticaError(
            f"La validità si sovrappone alla versione in vigore {from_day(ultima_dal)}: scegli un giorno dopo.",
            campo="in_vigore_dal",
        )


def check_not_past(*, dal: dt.date, today: dt.date, prima: bool) -> None:
    """Refuse a new version that would be in force before its approval; the first of a model may be migrated."""
    if not prima and dal < today:
        raise ModulisticaError("Una nuova versione non può entrare in vigore nel passato.", campo="in_vigore_dal")


def check_termine(*, termina_il: dt.date | None, today: dt.date, ultima_dal: dt.date | None) -> None:
    """Refuse to end a model in the past, or before its last approved version has been in force a day."""
    if termina_il is None:
        return
    if termina_il < today:
        raise ModulisticaError("Un modello non può essere finito nel passato.", campo="termina_il")
    if ultima_dal is not None and termina_il < ultima_dal:
        raise ModulisticaError(
            f"Una versione approvata entra in vigore {the_day(ultima_dal)}: il modello non può finire prima.",
            campo="termina_il",
        )


def check_not_ended(*, dal: dt.date, termina_il: dt.date | None) -> None:
    """Refuse a version that would begin after the model has ended."""
    if termina_il is not None and dal > termina_il:
        raise ModulisticaError(
            f"Il modello finisce {the_day(termina_il)}: togli prima la sua fine, tra i dati del modello.",
            campo="in_vigore_dal",
        )


def check_changed(*, prima: Mapping[str, object], dati: Mapping[str, object]) -> None:
    """Refuse a proposal that changes nothing."""
    if prima == dati:
        raise ModulisticaError("Non hai cambiato nulla.")


def check_one_proposal(*, waiting: bool) -> None:
    """Refuse a second proposal while one waits: the two would not know of each other."""
    if waiting:
        raise ModulisticaError("C’è già una modifica in attesa: prima va approvata, respinta o ritirata.")


def check_waiting(*, stato: StatoModifica) -> None:
    """Refuse to decide again."""
    if stato != StatoModifica.IN_ATTESA:
        raise ModulisticaError(f"La modifica è già stata decisa: {stato.label.lower()}.")


def check_proposer(*, same: bool, withdraws: bool) -> None:
    """Refuse that somebody decides on his own proposal, or takes back another's (design law 4)."""
    if same and not withdraws:
        raise ModulisticaError("L’hai proposta tu: la deve decidere un altro funzionario.")
    if withdraws and not same:
        raise ModulisticaError("La può ritirare solo chi l’ha proposta.")


def check_as_proposed(*, prima: Mapping[str, object], now: Mapping[str, object]) -> None:
    """Refuse to apply a change to data that are no longer those it was proposed on."""
    if prima != now:
        raise ModulisticaError("I dati del modello sono cambiati dopo la proposta: respingila e proponila di nuovo.")


def check_stato(*, stato: StatoVersione, atteso: StatoVersione) -> None:
    """Refuse a step that does not start from where the version is: also the second of two at once."""
    if stato != atteso:
        raise ModulisticaError(
            f"La versione è «{stato.label}» e non «{atteso.label}»: forse qualcuno l’ha appena cambiata."
        )


def check_files(*, formati: Collection[TipoFile]) -> None:
    """Refuse a version without files, or with two of one format: an address would mean two things."""
    if not formati:
        raise ModulisticaError("Carica almeno un file prima di inviare la versione in approvazione.", campo="file")
    if len(set(formati)) != len(formati):
        raise ModulisticaError("C’è già un file in questo formato: toglilo prima di caricarne un altro.", campo="file")


def check_codice(*, uso: UsoModello, codice: str) -> None:
    """Refuse a writing of the office under another code than its kind's, and that code for anything else."""
    if (uso is UsoModello.SCRITTO) == (scritto_of(codice) is not None):
        return
    codici = ", ".join(tipo.modello for tipo in TipoScritto)
    raise ModulisticaError(
        f"I modelli degli scritti dell’ufficio, e solo quelli, hanno uno di questi codici: {codici}.", campo="codice"
    )


def check_scritto(*, uso: UsoModello, formati: Collection[TipoFile]) -> None:
    """Refuse a writing of the office in anything but one .docx, from which it is written."""
    if uso is UsoModello.SCRITTO and list(formati) != [TipoFile.DOCX]:
        raise ModulisticaError("Il modello di uno scritto dell’ufficio è un solo file .docx.", campo="file")


def check_novita(*, prima: bool, novita: str) -> None:
    """Refuse a version after the first that does not say what it changes: people compare by that."""
    if not prima and not novita.strip():
        raise ModulisticaError("Scrivi che cosa cambia rispetto alla versione di prima.", campo="novita")


def check_different(*, impronte: Collection[str], prima: Collection[str], numero: int) -> None:
    """Refuse a version whose files are those of the version before: two addresses would mean one thing."""
    if prima and set(impronte) == set(prima):
        raise ModulisticaError(
            f"I file sono identici a quelli della versione {numero}: carica quelli nuovi, o ritira questa versione.",
            campo="file",
        )


def check_warned(*, cambia_obbligatori: bool, numero: int | None, avvertito: bool) -> None:
    """Refuse to submit a change of obligatory fields, over version `numero`, by somebody who was not warned of it."""
    if cambia_obbligatori and numero is not None and not avvertito:
        raise ModulisticaError(
            f"Questa versione cambia un campo obbligatorio: chi ha già compilato la versione {numero} dovrà rifarlo. "
            "Conferma di averlo considerato.",
            campo="avvertito",
        )


def check_discardable(*, stato: StatoVersione) -> None:
    """Refuse to take away what was approved: its address and its bytes are for ever (design law 6)."""
    if stato == StatoVersione.APPROVATA:
        raise ModulisticaError(
            "Una versione approvata non si elimina: il suo indirizzo e i suoi file restano per sempre. "
            "Per sostituirla prepara una nuova versione."
        )


def check_four_eyes(*, contributed_on: dt.date | None) -> None:
    """Refuse an approval by whoever prepared or submitted the version (design law 4)."""
    if contributed_on is not None:
        raise ModulisticaError(
            f"Hai lavorato a questa versione {the_day(contributed_on)}: la deve approvare un altro funzionario."
        )


def check_seen(*, seen: str, found: str) -> None:
    """Refuse to approve something other than what the officer had before the eyes."""
    if seen != found:
        raise ModulisticaError("La versione è cambiata dopo l’apertura di questa pagina: rileggila prima di decidere.")
