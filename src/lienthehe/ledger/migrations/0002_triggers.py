"""The books guard themselves: nothing is changed, deleted or emptied, and a transfer stays in its club and fund."""

from django.db import migrations

from lienthehe.ledger.models.triggers import install_triggers, remove_triggers


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(install_triggers, remove_triggers, elidable=False)]
