"""What a procedure has once it has once: a request of integration, a notice of refusal, one step that concludes it."""

from typing import ClassVar

from django.db import migrations, models

_CONCLUSI = ["accolta", "archiviata", "improcedibile", "inammissibile", "irricevibile", "rigettata", "rinunciata"]
_UNICI = ["preavviso", "presentazione", "richiesta_integrazione", "richiesta_sostituzione", "rinvio", "sostituzione"]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("procedimenti", "0013_titolari_append_only")]
    operations: ClassVar = [
        migrations.AddConstraint(
            model_name="passoistanza",
            constraint=models.UniqueConstraint(
                fields=["istanza", "passo"], condition=models.Q(passo__in=_UNICI), name="passo_una_volta_sola"
            ),
        ),
        migrations.AddConstraint(
            model_name="passoistanza",
            constraint=models.UniqueConstraint(
                fields=["istanza"], condition=models.Q(a__in=_CONCLUSI), name="passo_conclusivo"
            ),
        ),
    ]
