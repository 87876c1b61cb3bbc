"""Extensions that every PostgreSQL ≥ 15 carries, and the sort key of French names."""

from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

# unaccent() is STABLE because its dictionary could change; generated columns and indexes need IMMUTABLE.
SORT_KEY = """
CREATE OR REPLACE FUNCTION immutable_unaccent(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT public.unaccent('public.unaccent', $1) $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGinExtension(),
        migrations.RunSQL(SORT_KEY, "DROP FUNCTION immutable_unaccent(text)"),
    ]
