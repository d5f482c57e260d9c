from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("procedimenti", "0010_dichiarazioni")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Ricorso",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("autorita", models.CharField(max_length=200)),
                ("giorni", models.PositiveSmallIntegerField()),
                ("fonte", models.CharField(max_length=200)),
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
                "verbose_name": "ricorso ammesso",
                "verbose_name_plural": "ricorsi ammessi",
                "ordering": ("posizione", "valida_dal"),
                "constraints": [
                    models.UniqueConstraint(fields=("autorita", "valida_dal"), name="ricorso_uno_per_giorno")
                ],
            },
        ),
    ]
