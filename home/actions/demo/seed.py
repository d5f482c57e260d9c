"""Fills an empty register with the demonstration, all or nothing."""

from collections.abc import Callable

from django.db import transaction

from distretti.models import Annotazione
from home.actions.demo.eventi import Replay, read_events, read_json
from home.actions.demo.istanze import grant_event, is_granted, play_istanze, read_istanze
from home.actions.demo.modelli import publish_model, read_models, read_scritti
from home.actions.demo.pagine import DATA, create_pages, flag_as_demo
from home.actions.demo.schede import play_profile
from home.actions.demo.utenti import ACCOUNTS, create_accounts
from identita.enums import Competenza
from identita.models import User


def is_seeded() -> bool:
    """Tell whether the register already holds something: the demonstration is for an empty one only."""
    names = [account.username for account in ACCOUNTS]
    return Annotazione.objects.exists() or User.objects.filter(username__in=names).exists()


def steps() -> int:
    """Return how many times `seed` will call `advance`."""
    files = len(read_json(DATA / "schede_dimostrative.json")) + len(read_models()) + len(read_scritti())
    return len(read_events()) + files + len(read_istanze()) + 2


@transaction.atomic
def seed(*, advance: Callable[[], None]) -> None:
    """Create accounts, the real districts with their known life, profiles and cases in every state, the pages."""
    users = create_accounts()
    advance()
    replay = Replay(
        officers={
            Competenza.RICERCA: users["funzionario.ricerca"],
            Competenza.AGRICOLTURA: users["funzionario.agricoltura"],
        }
    )
    for chiave, event in read_events():
        if is_granted(chiave, event):
            grant_event(iscrizione=replay.iscrizioni[chiave], event=event, users=users)
        else:
            replay.play(chiave, event)
        advance()
    for testo in read_json(DATA / "schede_dimostrative.json"):
        play_profile(iscrizione=replay.iscrizioni[testo["chiave"]], testo=testo, users=users)
        advance()
    for described in [*read_models(), *read_scritti()]:
        publish_model(described=described, author=users["funzionario.ricerca"], approver=users["funzionario.ricerca2"])
        advance()
    play_istanze(users=users, iscrizioni=replay.iscrizioni, advance=advance)
    create_pages(author=users["funzionario.ricerca"], approver=users["admin"])
    flag_as_demo()
    advance()
