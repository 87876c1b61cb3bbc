from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION journal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('frenchimpact.tests_may_empty', true) = 'on'{and_a_database_of_tests} THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'The journal is append-only: % of % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
# Any program that reaches the database may give that setting: it counts only where tests make a database of their own.
OF_TESTS = r" AND current_database() LIKE 'test\_%'"


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_french_names")]

    operations = [
        migrations.RunSQL(
            FUNCTION.format(and_a_database_of_tests=OF_TESTS), FUNCTION.format(and_a_database_of_tests="")
        )
    ]
