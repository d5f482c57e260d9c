"""The demo accounts, one for each role; their names are invented and their password is known to everybody."""

from dataclasses import dataclass

from django.contrib.auth.models import Group

from identita.models import User

PASSWORD = "registro-demo"  # noqa: S105 - public on purpose, allowed on development settings only


@dataclass(frozen=True)
class Account:
    """A demo account: how it signs in, the person's invented name, the group that gives the role."""

    username: str
    nome: str
    cognome: str
    gruppo: str


ACCOUNTS = (
    Account("admin", "Anna", "Lorusso", "Amministratore"),
    Account("redattore", "Marco", "Caputo", "Redattore"),
    Account("redattore.cibo", "Lucia", "De Santis", "Redattore – agricoltura"),
    Account("funzionario.ricerca", "Giulia", "Amoruso", "Funzionario – ricerca"),
    Account("funzionario.ricerca2", "Paolo", "Colucci", "Funzionario – ricerca"),
    Account("funzionario.agricoltura", "Teresa", "Mastromarino", "Funzionario – agricoltura"),
    Account("funzionario.agricoltura2", "Nicola", "Palmisano", "Funzionario – agricoltura"),
    Account("dirigente.ricerca", "Elena", "Ruggiero", "Dirigente – ricerca"),
    Account("lettore", "Vito", "Lacarbonara", "Lettore"),
)


def create_accounts() -> dict[str, User]:
    """Create the demo accounts and return them by username."""
    made = {}
    for account in ACCOUNTS:
        user = User.objects.create_user(
            account.username,
            email=f"{account.username}@example.it",
            password=PASSWORD,
            first_name=account.nome,
            last_name=account.cognome,
        )
        user.groups.set([Group.objects.get(name=account.gruppo)])
        made[account.username] = user
    return made
