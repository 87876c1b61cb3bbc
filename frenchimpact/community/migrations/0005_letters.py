"""The words of each letter as it was sent, and the first text that members sign."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FIRST_TEXT = """Lettre d’engagement

{membre} est membre du collectif « {collectif} », conduit par {chef_de_file}, comme {role}.

Par cette lettre, {membre} s’engage aux côtés des autres membres du collectif à faire avancer ses défis, et apporte à ce titre la contribution suivante :

{contribution}

{membre} accepte que son nom, son rôle et sa contribution figurent dans la candidature du collectif et, si le territoire est labellisé, sur sa page publique.

Cet engagement est pris de bonne foi. Il n’emporte par lui-même aucune obligation financière."""


def write_first_text(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    body = FIRST_TEXT.replace(" :", "\u00a0:").replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    apps.get_model("community", "EngagementText").objects.get_or_create(number=1, defaults={"body": body})


class Migration(migrations.Migration):
    dependencies = [("community", "0004_network_of_abuse_reports")]

    operations = [
        migrations.AddField(
            model_name="engagement",
            name="wording",
            field=models.TextField(blank=True, default="", verbose_name="lettre"),
            preserve_default=False,
        ),
        migrations.RunPython(write_first_text, migrations.RunPython.noop),
    ]
