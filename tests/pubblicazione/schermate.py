"""The screens of moderation as a person opens them and sends them."""

from django.test import Client

from distretti.models import DistrettoPage
from identita.models import User

ELENCO = "/admin/moderazione/"


def screen(scheda: DistrettoPage, part: str = "") -> str:
    return f"{ELENCO}{scheda.pk}/{part}"


def read(client: Client, user: User, url: str, status: int = 200) -> str:
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == status, url
    return " ".join(response.content.decode().split())


def decide(client: Client, user: User, scheda: DistrettoPage, **data: str) -> str:
    client.force_login(user)
    response = client.post(screen(scheda), data, follow=True)
    return " ".join(response.content.decode().split())
