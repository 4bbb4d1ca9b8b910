"""Nothing in the audit trail is ever changed or deleted."""

from django.db import migrations

from lienthehe.foundation.append_only import append_only

TABLES = ("access_auditrow",)


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(*append_only(TABLES))]
