"""Nothing that was signed, decided or voted about a loan is ever changed or deleted."""

from django.db import migrations

from lienthehe.foundation.append_only import append_only_sql, drop_append_only_sql

TABLES = ("loans_loan", "loans_loanchange", "loans_vote")


def install(apps, schema_editor):
    for table in TABLES:
        for statement in append_only_sql(table, schema_editor.connection.vendor):
            schema_editor.execute(statement)


def remove(apps, schema_editor):
    for table in TABLES:
        for statement in drop_append_only_sql(table, schema_editor.connection.vendor):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("loans", "0002_loans")]
    operations = [migrations.RunPython(install, remove)]
