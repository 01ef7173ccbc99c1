"""The database itself refuses to change or delete what was told (PROTECTION SEC-33)."""

from django.db import migrations

SQLITE = [
    f"CREATE TRIGGER disclosure_no_{act.lower()} BEFORE {act} ON disclosure_publication "
    "BEGIN SELECT RAISE(ABORT, 'published tables never change'); END"
    for act in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    "CREATE FUNCTION disclosure_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'published tables never change'; END $$",
    "CREATE TRIGGER disclosure_no_change BEFORE UPDATE OR DELETE ON disclosure_publication "
    "FOR EACH ROW EXECUTE FUNCTION disclosure_refuse()",
]
UNDO = {
    "sqlite": ["DROP TRIGGER disclosure_no_update", "DROP TRIGGER disclosure_no_delete"],
    "postgresql": ["DROP TRIGGER disclosure_no_change ON disclosure_publication", "DROP FUNCTION disclosure_refuse()"],
}


def refuse(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_first_tables")]
    operations = [migrations.RunPython(refuse, allow)]
