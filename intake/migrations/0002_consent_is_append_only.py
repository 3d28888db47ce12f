"""Refuse every change of what was agreed to."""

from django.db import migrations

# What was agreed to stays what it was: only switching a text off is allowed.
GUARD = """
CREATE FUNCTION refuse_change_of_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'consents are append-only' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER consent_is_append_only
    BEFORE UPDATE OR DELETE ON intake_consent
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_consent();

CREATE FUNCTION refuse_change_of_used_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM intake_consent WHERE text_id = OLD.id) THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'is_active' = to_jsonb(OLD) - 'is_active' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'somebody agreed to this text: add a version'
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER consent_text_in_use_stays
    BEFORE UPDATE OR DELETE ON intake_consenttext
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_used_text();
"""
UNGUARD = """
DROP TRIGGER consent_text_in_use_stays ON intake_consenttext;
DROP FUNCTION refuse_change_of_used_text();
DROP TRIGGER consent_is_append_only ON intake_consent;
DROP FUNCTION refuse_change_of_consent();
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
