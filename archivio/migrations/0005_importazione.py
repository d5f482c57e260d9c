"""A file may be sent to be imported."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("archivio", "0004_origine")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="filericevuto",
            name="uso",
            field=models.CharField(
                choices=[
                    ("modello", "Modello ufficiale"),
                    ("atto", "Atto"),
                    ("elenco_aderenti", "Elenco degli aderenti"),
                    ("allegato", "Allegato di un’istanza"),
                    ("scritto", "Scritto dell’ufficio"),
                    ("importazione", "Dati da importare"),
                ],
                max_length=20,
            ),
        ),
    ]
