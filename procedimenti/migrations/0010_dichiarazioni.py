from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("procedimenti", "0009_scritti_append_only")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Dichiarazione",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("codice", models.SlugField(max_length=40)),
                ("tipi", models.JSONField(help_text="Kinds of procedure that ask it.")),
                ("sezioni", models.JSONField(help_text="Numbers of the sections in which they do.")),
                ("titolo", models.CharField(max_length=100)),
                ("testo", models.CharField(max_length=500)),
                ("articolo", models.CharField(max_length=200)),
                ("obbligatoria", models.BooleanField(default=True)),
                ("posizione", models.PositiveSmallIntegerField()),
                ("valida_dal", models.DateField()),
                ("valida_al", models.DateField(blank=True, null=True)),
                (
                    "stato",
                    models.CharField(
                        choices=[("da_confermare", "Da confermare"), ("confermata", "Confermata")],
                        default="da_confermare",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "verbose_name": "dichiarazione sostitutiva",
                "verbose_name_plural": "dichiarazioni sostitutive",
                "ordering": ("posizione", "valida_dal"),
                "constraints": [
                    models.UniqueConstraint(fields=("codice", "valida_dal"), name="dichiarazione_una_per_giorno")
                ],
            },
        ),
        migrations.AddField(
            model_name="istanza",
            name="dichiarante",
            field=models.CharField(blank=True, max_length=200, verbose_name="chi rende le dichiarazioni"),
        ),
        migrations.AddField(
            model_name="istanza",
            name="dichiarazioni",
            field=models.JSONField(
                default=list, help_text="Codes of `Dichiarazione`.", verbose_name="dichiarazioni rese"
            ),
        ),
        migrations.AlterField(
            model_name="verificarequisito",
            name="requisito",
            field=models.CharField(
                choices=[
                    ("imprese", "Numero di imprese"),
                    ("sede", "Sede in Puglia"),
                    ("altre_voci", "Adesione ad altre voci"),
                    ("documenti", "Documenti richiesti"),
                    ("firma", "Firma dell’istanza"),
                    ("dichiarazioni", "Dichiarazioni sostitutive"),
                ],
                max_length=20,
            ),
        ),
    ]
