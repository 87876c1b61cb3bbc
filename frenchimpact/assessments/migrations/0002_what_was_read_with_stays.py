from django.db import migrations

REFUSE = """
CREATE FUNCTION assessments_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'What was read with, or handed over, never changes.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION assessments_guard_criterion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched bigint[];
BEGIN
  touched := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.version_id] WHEN 'DELETE' THEN ARRAY[OLD.version_id]
             ELSE ARRAY[OLD.version_id, NEW.version_id] END;
  IF EXISTS (SELECT 1 FROM assessments_gridversion WHERE id = ANY(touched) AND form_version_id IS NOT NULL) THEN
    RAISE EXCEPTION 'A grid that was read with never changes.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER frozen_criterion_stays BEFORE INSERT OR UPDATE OR DELETE ON assessments_criterion
  FOR EACH ROW EXECUTE FUNCTION assessments_guard_criterion();
CREATE TRIGGER frozen_grid_stays BEFORE UPDATE OR DELETE ON assessments_gridversion
  FOR EACH ROW WHEN (OLD.form_version_id IS NOT NULL) EXECUTE FUNCTION assessments_refuse_change();
CREATE TRIGGER sealed_assessment_stays BEFORE UPDATE OR DELETE ON assessments_sealedassessment
  FOR EACH ROW EXECUTE FUNCTION assessments_refuse_change();
"""
ALLOW = """
DROP TRIGGER sealed_assessment_stays ON assessments_sealedassessment;
DROP TRIGGER frozen_grid_stays ON assessments_gridversion;
DROP TRIGGER frozen_criterion_stays ON assessments_criterion;
DROP FUNCTION assessments_guard_criterion();
DROP FUNCTION assessments_refuse_change();
"""


class Migration(migrations.Migration):

    dependencies = [("assessments", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
