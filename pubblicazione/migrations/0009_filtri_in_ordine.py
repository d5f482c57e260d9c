"""The rows of the filters repeat resource, order and key of their document, so that an index gives them in order."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    filtro, documento = (apps.get_model("pubblicazione", name) for name in ("DocumentoFiltro", "Documento"))
    own = documento.objects.filter(pk=OuterRef("documento"))
    filtro.objects.update(**{name: Subquery(own.values(name)[:1]) for name in ("risorsa", "ordine", "chiave")})


class Migration(migrations.Migration):
    dependencies: ClassVar = [("pubblicazione", "0008_statistiche_dei_filtri")]
    operations: ClassVar = [
        migrations.AddField("documentofiltro", "risorsa", models.CharField(max_length=40, default=""), False),
        migrations.AddField("documentofiltro", "ordine", models.CharField(max_length=300, default=""), False),
        migrations.AddField("documentofiltro", "chiave", models.CharField(max_length=100, default=""), False),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "documentofiltro",
            models.Index(fields=["risorsa", "nome", "valore", "ordine", "chiave"], name="documento_filtro_ordine"),
        ),
        migrations.AddIndex(
            "documentofiltro",
            models.Index(fields=["risorsa", "nome", "valore", "chiave"], name="documento_filtro_chiave"),
        ),
    ]
