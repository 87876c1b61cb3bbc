"""PlaceName becomes what the finder needs; its rows are a projection, so the table is made anew and refilled by a load."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

KINDS = [
    ("commune", "commune"),
    ("epci", "intercommunalité"),
    ("ept", "établissement public territorial"),
    ("departement", "département"),
    ("region", "région"),
    ("ancienne_commune", "ancienne commune"),
    ("arrondissement", "arrondissement municipal"),
]


class Migration(migrations.Migration):
    dependencies = [("geography", "0002_initial")]

    operations = [
        migrations.DeleteModel(name="PlaceName"),
        migrations.CreateModel(
            name="PlaceName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=20)),
                ("code", models.CharField(max_length=9)),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=250)),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                ("deletions", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None),
                ),
                ("departement_code", models.CharField(blank=True, max_length=3)),
                ("departement_name", models.CharField(blank=True, max_length=100)),
                ("population", models.PositiveIntegerField(null=True)),
                (
                    "postcodes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), size=None),
                ),
                ("leads_to", models.CharField(blank=True, max_length=5)),
                ("leads_to_name", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "verbose_name": "nom de lieu",
                "indexes": [
                    models.Index(fields=["key"], name="placename_key", opclasses=["text_pattern_ops"]),
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="placename_words"),
                    django.contrib.postgres.indexes.GinIndex(fields=["deletions"], name="placename_deletions"),
                    django.contrib.postgres.indexes.GinIndex(fields=["codes"], name="placename_codes"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["key"], name="placename_trigrams", opclasses=["gin_trgm_ops"]
                    ),
                ],
            },
        ),
    ]
