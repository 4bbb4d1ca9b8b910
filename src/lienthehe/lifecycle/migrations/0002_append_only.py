"""Nothing that was settled, shared or handed over is ever changed or deleted."""

from django.db import migrations

from lienthehe.foundation.append_only import append_only

TABLES = (
    "lifecycle_leaving",
    "lifecycle_leavingundone",
    "lifecycle_interestsplit",
    "lifecycle_handover",
)


class Migration(migrations.Migration):
    dependencies = [("lifecycle", "0001_people_and_money")]
    operations = [migrations.RunPython(*append_only(TABLES))]
