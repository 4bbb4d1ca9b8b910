"""Who moved from which household to which is never changed or deleted."""

from django.db import migrations

from lienthehe.foundation.append_only import append_only_sql, drop_append_only_sql

TABLES = ("clubs_householdmove",)


def install(apps, schema_editor):
    for table in TABLES:
        for statement in append_only_sql(table, schema_editor.connection.vendor):
            schema_editor.execute(statement)


def remove(apps, schema_editor):
    for table in TABLES:
        for statement in drop_append_only_sql(table, schema_editor.connection.vendor):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("clubs", "0002_household_moves")]
    operations = [migrations.RunPython(install, remove)]
