from django.db import migrations, models

# The tests alone set frenchimpact.tests_may_empty, to empty their database between two of them; nothing sets it
# elsewhere, and even then a line can neither be changed nor deleted.
REFUSE = """
CREATE FUNCTION journal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('frenchimpact.tests_may_empty', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'The journal is append-only: % of % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
TABLES = ["journal_event", "journal_reactionrun", "journal_seal"]
PROTECT = "".join(
    f"""
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION journal_refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} EXECUTE FUNCTION journal_refuse_change();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only, ENABLE ALWAYS TRIGGER never_emptied;
"""
    for table in TABLES
)
RELEASE = "".join(f"DROP TRIGGER append_only ON {table}; DROP TRIGGER never_emptied ON {table};\n" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.AddField("seal", "after_event_id", models.PositiveBigIntegerField(unique=True, default=0), False),
        migrations.AddField("seal", "marks", models.BinaryField(default=b""), False),
        migrations.RunSQL(REFUSE + PROTECT, RELEASE + "DROP FUNCTION journal_refuse_change();"),
    ]
