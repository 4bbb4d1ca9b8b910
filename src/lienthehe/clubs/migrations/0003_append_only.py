"""Who moved from which household to which is never changed or deleted."""

from django.db import migrations

from lienthehe.foundation.append_only import append_only

TABLES = ("clubs_householdmove",)


class Migration(migrations.Migration):
    dependencies = [("clubs", "0002_household_moves")]
    operations = [migrations.RunPython(*append_only(TABLES))]
