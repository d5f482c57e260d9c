from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PASSI = [
    ("presentazione", "Presentazione"),
    ("presa_in_carico", "Presa in carico"),
    ("assegnazione", "Assegnazione"),
    ("avvio_istruttoria", "Avvio dell’istruttoria"),
    ("richiesta_integrazione", "Richiesta di integrazione"),
    ("integrazione", "Integrazione ricevuta"),
    ("ripresa", "Ripresa senza integrazione"),
    ("richiesta_parere", "Richiesta del parere"),
    ("rinvio", "Rinvio dal Nucleo"),
    ("parere", "Parere del Nucleo"),
    ("preavviso", "Preavviso di rigetto"),
    ("osservazioni", "Osservazioni ricevute"),
    ("proposta", "Proposta di decisione"),
    ("richiesta_sostituzione", "Richiesta di intervento sostitutivo"),
    ("sostituzione", "Esercizio del potere sostitutivo"),
    ("restituzione", "Restituzione all’istruttoria"),
    ("accoglimento", "Accoglimento"),
    ("rigetto", "Rigetto"),
    ("irricevibilita", "Irricevibilità"),
    ("inammissibilita", "Inammissibilità"),
    ("improcedibilita", "Improcedibilità"),
    ("rinuncia", "Rinuncia"),
    ("archiviazione", "Archiviazione"),
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("procedimenti", "0011_ricorsi"),
    ]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="passoistanza", name="passo", field=models.CharField(choices=PASSI, max_length=30)
        ),
        migrations.CreateModel(
            name="TitolarePotereSostitutivo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "competenza",
                    models.CharField(
                        choices=[
                            ("ricerca", "Sezione Ricerca e Relazioni Internazionali"),
                            ("agricoltura", "Struttura regionale competente per l’agricoltura"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "incarico",
                    models.CharField(help_text="The office or the senior position that holds it.", max_length=200),
                ),
                ("nome", models.CharField(blank=True, max_length=200)),
                (
                    "recapito",
                    models.CharField(blank=True, help_text="Where the applicant may write.", max_length=200),
                ),
                ("fonte", models.CharField(max_length=300)),
                ("valido_dal", models.DateField()),
                (
                    "stato",
                    models.CharField(
                        choices=[("da_confermare", "Da confermare"), ("confermata", "Confermata")],
                        default="da_confermare",
                        max_length=20,
                    ),
                ),
                ("registrato_il", models.DateTimeField()),
                (
                    "registrato_da",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "titolare del potere sostitutivo",
                "verbose_name_plural": "titolari del potere sostitutivo",
                "ordering": ("competenza", "valido_dal", "pk"),
                "indexes": [models.Index(fields=["competenza", "-valido_dal", "-id"], name="titolare_di_un_giorno")],
            },
        ),
    ]
