"""Publishes one model of N bytes by the ordinary actions: `python -m bench.files_seed N`; prints its key."""

import io
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_registro.settings.production")
django.setup()

import pikepdf  # noqa: E402 - needs the settings
from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402

from archivio.depositi import key_of  # noqa: E402
from core.clock import today  # noqa: E402
from distretti.models import Sezione  # noqa: E402
from identita.models import User  # noqa: E402
from modulistica.actions.modello import open_modello  # noqa: E402
from modulistica.actions.versione import add_file, approve_versione, draft_versione, submit_versione  # noqa: E402
from modulistica.enums import UsoModello  # noqa: E402


def large_pdf(size: int) -> bytes:
    """Return a PDF of about `size` bytes that do not compress."""
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page(page_size=(595, 842))
    document.Root.Zavorra = document.make_stream(os.urandom(size))
    document.save(out)
    return out.getvalue()


def publish(size: int) -> str:
    """Publish the model; returns the key of its bytes in the public store."""
    author, approver = (User.objects.create_user(name) for name in ("uno", "due"))
    for user in (author, approver):
        user.groups.add(Group.objects.get(name="Funzionario – ricerca"))
    modello = open_modello(
        codice="grande", titolo="Grande", uso=UsoModello.ISTANZA, sezioni=list(Sezione.objects.all()), by=author
    )
    versione = draft_versione(modello=modello, in_vigore_dal=today(), by=author)
    item = add_file(versione=versione, stream=io.BytesIO(large_pdf(size)), nome="grande.pdf", by=author)
    submit_versione(versione=versione, by=author)
    approve_versione(versione=versione, sha256=versione.sha256(), by=approver)
    return f"{item.file.contenuto.deposito}/{key_of(item.file.contenuto.sha256)}"


if __name__ == "__main__":
    call_command("migrate", verbosity=0, stdout=sys.stderr)
    call_command("setup_registro", stdout=sys.stderr)
    sys.stdout.write(publish(int(sys.argv[1])))
