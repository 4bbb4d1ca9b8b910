"""Nothing that was settled, shared or handed over is ever changed or deleted."""

from django.db import migrations

from lienthehe.foundation.append_only import append_only_sql, drop_append_only_sql

TABLES = (
    "lifecycle_leaving",
    "lifecycle_leavingundone",
    "lifecycle_interestsplit",
    "lifecycle_handover",
)


def install(apps, schema_editor):
    for table in TABLES:
        for statement in append_only_sql(table, schema_editor.connection.vendor):
            schema_editor.execute(statement)


def remove(apps, schema_editor):
    for table in TABLES:
        for statement in drop_append_only_sql(table, schema_editor.connection.vendor):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("lifecycle", "0001_people_and_money")]
    operations = [migrations.RunPython(install, remove)]
