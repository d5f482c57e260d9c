"""Users, the role that a group stands for, keys of the API; what a role may do lives in `permissions`."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, NoReturn

from django.contrib.auth.models import AbstractUser, Group
from django.db import models

from identita.enums import Competenza, Permesso, Ruolo
from identita.exceptions import UtenteError
from identita.permissions import PERMESSI, holds_in


@dataclass(frozen=True)
class DaiGruppi:
    """Roles with their competence, and rights by name."""

    incarichi: frozenset[tuple[Ruolo, str]]
    diritti: frozenset[str]


class User(AbstractUser):
    """A person of staff or of a district; deactivated when gone, never deleted, because acts name them."""

    class Meta(AbstractUser.Meta):
        verbose_name = "utente"
        verbose_name_plural = "utenti"
        permissions: ClassVar = [(p.value, p.label) for p in Permesso]

    def has_competenza(self, competenza: Competenza | str, permesso: Permesso) -> bool:
        """Tell whether a role of this person grants `permesso` inside `competenza`."""
        if not self.is_active:
            return False
        return any(permesso in PERMESSI[r] for r in self.ruoli_in(competenza))

    def has_ruolo(self, *ruoli: Ruolo) -> bool:
        """Tell whether this person holds one of these roles, in any competence."""
        return self.is_active and any(ruolo in ruoli for ruolo, _where in self.incarichi)

    def ruoli_in(self, competenza: Competenza | str) -> set[Ruolo]:
        """The roles held inside `competenza`, or over the whole register."""
        return {ruolo for ruolo, where in self.incarichi if holds_in(ruolo, where, competenza)}

    def competenze_with(self, permesso: Permesso) -> frozenset[Competenza]:
        """The competences in which a role of this person grants `permesso`."""
        return frozenset(c for c in Competenza if self.has_competenza(c, permesso))

    @property
    def strutture(self) -> frozenset[str]:
        """The structures in which this person holds a role; empty for who works for none, or for the whole register."""
        return frozenset(where for _ruolo, where in self.incarichi if where)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: acts, seals and logs name this person for ever."""
        raise UtenteError(
            f"L’utente «{self}» non si elimina: si disattiva, così gli atti che lo nominano restano leggibili."
        )

    @property
    def ruoli(self) -> str:
        """The names of the roles, as the lists of users show them."""
        return ", ".join(sorted(group.name for group in self.groups.all()))

    @property
    def incarichi(self) -> frozenset[tuple[Ruolo, str]]:
        """Roles with the competence of the group that gives them."""
        return self.dai_gruppi.incarichi

    @cached_property
    def dai_gruppi(self) -> DaiGruppi:
        """What the groups of this person give, in one query; read once an object, so anew at each request."""
        roles, rights = set(), set()
        rows = Group.objects.filter(user=self).values_list(
            "incarico__ruolo", "incarico__competenza", "permissions__content_type__app_label", "permissions__codename"
        )
        for ruolo, competenza, app, codename in rows:
            if ruolo is not None:
                roles.add((Ruolo(ruolo), competenza))
            if codename is not None:
                rights.add(f"{app}.{codename}")
        return DaiGruppi(frozenset(roles), frozenset(rights))


class Incarico(models.Model):
    """What a group stands for: a role inside one competence, or outside all of them when `competenza` is empty."""

    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="incarico")
    ruolo = models.CharField(max_length=20, choices=Ruolo.choices)
    competenza = models.CharField(max_length=20, choices=Competenza.choices, blank=True)

    class Meta:
        verbose_name = "incarico"
        verbose_name_plural = "incarichi"
        constraints: ClassVar = [models.UniqueConstraint(fields=["ruolo", "competenza"], name="incarico_unico")]

    def __str__(self) -> str:
        return self.group.name


class Chiave(models.Model):
    """A key of the API: it only raises the limit of reads. The key itself is not kept, only its SHA-256.

    It is 256 random bits, so that no slow hash is needed: nobody can try them all.
    """

    nome = models.CharField("a che cosa serve", max_length=100)
    contatto = models.EmailField("a chi scrivere")
    inizio = models.CharField("come comincia", max_length=12)
    impronta = models.CharField(max_length=64, unique=True)
    creata_il = models.DateTimeField("creata il")
    creata_da = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    scade_il = models.DateField("scade il")
    revocata_il = models.DateTimeField("revocata il", null=True, blank=True)
    revocata_da = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    ultimo_uso = models.DateTimeField("ultimo uso", null=True, blank=True)

    class Meta:
        verbose_name = "chiave dell’API"
        verbose_name_plural = "chiavi dell’API"
        ordering: ClassVar = ["-creata_il", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(revocata_il__isnull=True, revocata_da__isnull=True)
                | models.Q(revocata_il__isnull=False, revocata_da__isnull=False),
                name="chiave_revocata_da_qualcuno",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nome} ({self.inizio}…)"

    @staticmethod
    def impronta_of(chiave: str) -> str:
        """Return the SHA-256 by which a key is known."""
        return hashlib.sha256(chiave.encode()).hexdigest()
