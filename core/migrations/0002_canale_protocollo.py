from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("core", "0001_initial")]

    operations: ClassVar = [
        migrations.AlterField(
            model_name="messaggio",
            name="canale",
            field=models.CharField(choices=[("email", "E-mail"), ("protocollo", "Protocollo")], max_length=20),
        ),
    ]
