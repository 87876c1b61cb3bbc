from django.db import migrations

# A reading is refused across a conflict that bars, and across the plainest ties of the community even where no
# conflict was written; a conflict that bars is refused while its reading goes on. Both sides take the same lock, so
# that two transactions at once do not pass each other.
GUARD = """
CREATE FUNCTION calls_works_for(the_member bigint, the_application bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1
    FROM calls_committeemember m, calls_application a
    JOIN community_collective c ON c.id = a.collective_id
    WHERE m.id = the_member AND a.id = the_application AND (
      EXISTS (SELECT 1 FROM community_collectiveseat s
              WHERE s.collective_id = c.id AND s.person_id = m.person_id AND s.ended_at IS NULL)
      OR EXISTS (
        SELECT 1 FROM (
          SELECT m.organisation_id AS id
          UNION SELECT w.organisation_id FROM community_membership w
                WHERE w.person_id = m.person_id AND w.ended_at IS NULL
        ) mine WHERE mine.id = c.lead_id OR mine.id IN (
          SELECT o.organisation_id FROM community_collectivemember o
          WHERE o.collective_id = c.id AND o.left_at IS NULL)
      )
    )
  )
$$;
CREATE FUNCTION calls_bars(degree text, ruling text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT degree = 'barred' OR (degree = 'to_settle' AND ruling <> 'allowed')
$$;
CREATE FUNCTION calls_guard_reading() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('calls_reading'), hashtext(NEW.member_id || '-' || NEW.application_id));
  IF EXISTS (SELECT 1 FROM calls_conflict c WHERE c.member_id = NEW.member_id
             AND c.application_id = NEW.application_id AND calls_bars(c.degree, c.ruling))
     OR calls_works_for(NEW.member_id, NEW.application_id) THEN
    RAISE EXCEPTION 'Nobody reads across a conflict of interests.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION calls_guard_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('calls_reading'), hashtext(NEW.member_id || '-' || NEW.application_id));
  IF EXISTS (SELECT 1 FROM calls_reading r WHERE r.member_id = NEW.member_id
             AND r.application_id = NEW.application_id AND r.state NOT IN ('recused', 'locked')) THEN
    RAISE EXCEPTION 'The reading across this conflict ends first.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER no_conflicted_reading BEFORE INSERT ON calls_reading
  FOR EACH ROW WHEN (NEW.state <> 'recused') EXECUTE FUNCTION calls_guard_reading();
-- What was read before the decision stays read, whatever ties come after it.
CREATE TRIGGER no_reading_becomes_conflicted BEFORE UPDATE ON calls_reading
  FOR EACH ROW WHEN (NEW.state <> 'recused' AND (NEW.state <> 'locked' OR NEW.member_id <> OLD.member_id
                     OR NEW.application_id <> OLD.application_id OR OLD.state = 'recused'))
  EXECUTE FUNCTION calls_guard_reading();
CREATE TRIGGER no_conflict_over_a_reading BEFORE INSERT OR UPDATE ON calls_conflict
  FOR EACH ROW WHEN (calls_bars(NEW.degree, NEW.ruling)) EXECUTE FUNCTION calls_guard_conflict();
"""
LIFT = """
DROP TRIGGER no_conflict_over_a_reading ON calls_conflict;
DROP TRIGGER no_reading_becomes_conflicted ON calls_reading;
DROP TRIGGER no_conflicted_reading ON calls_reading;
DROP FUNCTION calls_guard_conflict();
DROP FUNCTION calls_guard_reading();
DROP FUNCTION calls_bars(text, text);
DROP FUNCTION calls_works_for(bigint, bigint);
"""


class Migration(migrations.Migration):

    dependencies = [("calls", "0006_readings"), ("community", "0007_relations")]

    operations = [migrations.RunSQL(GUARD, LIFT)]
