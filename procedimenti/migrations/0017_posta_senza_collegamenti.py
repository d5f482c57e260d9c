"""What was written in the outbox before: no message keeps the text of a personal link, sent or not."""

import hashlib
import re
from typing import ClassVar

from django.core.signing import Signer
from django.db import migrations

_SALE = "registro.nucleo"
_TOKEN = re.compile(r"(?<=/nucleo/)([\w-]{20,})~[\w-]{20,}")


def _posto(meta):
    return f"[collegamento {hashlib.sha256(meta.encode()).hexdigest()[:16]}]"


def _messages(apps):
    return apps.get_model("core", "Messaggio").objects.filter(canale="email", chiave__startswith="nucleo:")


def forwards(apps, schema_editor):
    for messaggio in _messages(apps).iterator():
        body = messaggio.contenuto["body"]
        if found := _TOKEN.search(body):
            messaggio.contenuto["body"] = body.replace(found[0], _posto(found[1]))
            messaggio.ultimo_errore = messaggio.ultimo_errore.replace(found[0], _posto(found[1]))
            if messaggio.inviato_il is None:
                messaggio.contenuto["segreto"] = {"sale": _SALE, "meta": found[1]}
            messaggio.save(update_fields=["contenuto", "ultimo_errore"])


def backwards(apps, schema_editor):
    """Only what has not left needs its text again."""
    for messaggio in _messages(apps).filter(inviato_il__isnull=True).iterator():
        if half := messaggio.contenuto.pop("segreto", None):
            token = Signer(salt=half["sale"], sep="~").sign(half["meta"])
            messaggio.contenuto["body"] = messaggio.contenuto["body"].replace(_posto(half["meta"]), token)
            messaggio.save(update_fields=["contenuto"])


class Migration(migrations.Migration):
    dependencies: ClassVar = [("procedimenti", "0016_accolta_con_parere"), ("core", "0002_canale_protocollo")]
    operations: ClassVar = [migrations.RunPython(forwards, backwards)]
