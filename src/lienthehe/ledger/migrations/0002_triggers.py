"""The books guard themselves: nothing is changed, deleted or emptied, and a transfer stays in its club and fund."""

from django.db import migrations

from lienthehe.foundation.append_only import append_only_sql, drop_append_only_sql
from lienthehe.ledger.models import APPEND_ONLY_TABLES
from lienthehe.ledger.models.triggers import drop_own_triggers_sql, own_triggers_sql


def install(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in APPEND_ONLY_TABLES:
        for statement in append_only_sql(table, vendor):
            schema_editor.execute(statement)
    for statement in own_triggers_sql(vendor):
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in APPEND_ONLY_TABLES:
        for statement in drop_append_only_sql(table, vendor):
            schema_editor.execute(statement)
    for statement in drop_own_triggers_sql(vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(install, remove, elidable=False)]
