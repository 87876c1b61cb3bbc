"""The delays that the site starts with; whoever answers for the processing changes them on the team's page."""

from django.db import migrations

from frenchimpact.accounts.retention import STARTING


def write(apps, schema_editor):
    retention = apps.get_model("accounts", "Retention")
    for line in STARTING:
        retention.objects.get_or_create(code=line.code, defaults={**vars(line)})


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_retention_recipients_and_purge_warnings"),
    ]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
