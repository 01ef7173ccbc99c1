"""Tables whose rows the database itself refuses to change or delete, for migrations (PROTECTION SEC-27, SEC-33)."""

from django.db.migrations import RunPython

ACTS = ("UPDATE", "DELETE")


def never_change(table: str, *, prefix: str, saying: str) -> RunPython:
    """Triggers named after `prefix`; whoever tries is told `saying`."""

    def refuse(apps, schema_editor) -> None:
        run(schema_editor, {"sqlite": sqlite(table, prefix, saying), "postgresql": postgresql(table, prefix, saying)})

    def allow(apps, schema_editor) -> None:
        triggers = [f"DROP TRIGGER {prefix}_no_{act.lower()}" for act in ACTS]
        trigger = [f"DROP TRIGGER {prefix}_no_change ON {table}", f"DROP FUNCTION {prefix}_refuse()"]
        run(schema_editor, {"sqlite": triggers, "postgresql": trigger})

    return RunPython(refuse, allow)


def run(schema_editor, statements: dict[str, list[str]]) -> None:
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def sqlite(table: str, prefix: str, saying: str) -> list[str]:
    return [
        f"CREATE TRIGGER {prefix}_no_{act.lower()} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{saying}'); END"
        for act in ACTS
    ]


def postgresql(table: str, prefix: str, saying: str) -> list[str]:
    return [
        f"CREATE FUNCTION {prefix}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{saying}'; END $$",
        f"CREATE TRIGGER {prefix}_no_change BEFORE {' OR '.join(ACTS)} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {prefix}_refuse()",
    ]
