"""Who is told by e-mail of what happens to a model; the rows are written here, the outbox sends them later."""

from collections.abc import Iterable

from identita.models import User
from modulistica.models import Contributo, Modello, ModificaModello, SigilloVersione, VersioneModello
from modulistica.permissions import can_manage_modello
from modulistica.selectors import officers_of
from pubblicazione.actions.avvisi import admin_link, send_avviso


def _link(versione: VersioneModello) -> str:
    return admin_link("modelli:versione", versione.modello.codice, versione.numero)


def _authors(versione: VersioneModello, *, but: User) -> list[User]:
    """Return who worked on a version and may still work on its model."""
    users = User.objects.filter(pk__in=versione.contributors(), is_active=True).exclude(pk=but.pk)
    competenze = versione.modello.competenze
    return [user for user in users.order_by("username") if can_manage_modello(user, competenze)]


def tell_invio(*, versione: VersioneModello, invio: Contributo) -> None:
    """Tell those who may approve a version that it awaits them."""
    involved = versione.contributors()
    to = [user for user in officers_of(versione.modello) if user.pk not in involved]
    context = {"titolo": str(versione), "chi": invio.user, "quando": invio.il, "link": _link(versione)}
    send_avviso("modello_da_decidere", chiave=f"modello_invio:{invio.pk}", to=to, cosa="una versione", **context)


def tell_approvazione(*, versione: VersioneModello, sigillo: SigilloVersione) -> None:
    """Tell who worked on a version that it was approved."""
    to = _authors(versione, but=sigillo.approvato_da)
    context = {"titolo": str(versione), "chi": sigillo.approvato_da, "dal": versione.in_vigore_dal}
    chiave = f"modello_approvazione:{sigillo.pk}"
    send_avviso("modello_deciso", chiave=chiave, to=to, esito="approvata", link=_link(versione), **context)


def tell_rinvio(*, versione: VersioneModello, by: User) -> None:
    """Tell who worked on a version that it is a draft again, and why."""
    last = versione.contributi.order_by("-pk")[0]
    context = {"titolo": str(versione), "chi": by, "motivo": versione.motivo_rinvio, "link": _link(versione)}
    chiave = f"modello_rinvio:{last.pk}"
    send_avviso("modello_deciso", chiave=chiave, to=_authors(versione, but=by), esito="riportata in bozza", **context)


def tell_proposta(*, modifica: ModificaModello) -> None:
    """Tell those who may decide that a change of a model's data awaits them."""
    to = _others(modifica.modello, {modifica.proposta_da_id})
    context = {"titolo": str(modifica.modello), "chi": modifica.proposta_da, "quando": modifica.proposta_il}
    link = admin_link("modelli:modello", modifica.modello.codice)
    chiave = f"modello_proposta:{modifica.pk}"
    send_avviso("modello_da_decidere", chiave=chiave, to=to, cosa="una modifica ai dati", link=link, **context)


def tell_decisione(*, modifica: ModificaModello) -> None:
    """Tell who proposed a change what became of it."""
    to = [modifica.proposta_da] if modifica.proposta_da.is_active else []
    context = {"titolo": str(modifica), "chi": modifica.decisa_da, "motivo": modifica.motivo}
    link = admin_link("modelli:modello", modifica.modello.codice)
    esito, chiave = modifica.get_stato_display().lower(), f"modello_decisione:{modifica.pk}"
    send_avviso("modello_deciso", chiave=chiave, to=to, esito=esito, link=link, **context)


def _others(modello: Modello, but: Iterable[int]) -> list[User]:
    return [user for user in officers_of(modello) if user.pk not in set(but)]
