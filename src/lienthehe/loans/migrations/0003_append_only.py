"""Nothing that was signed, decided or voted about a loan is ever changed or deleted."""

from django.db import migrations

from lienthehe.foundation.append_only import append_only

TABLES = ("loans_loan", "loans_loanchange", "loans_vote")


class Migration(migrations.Migration):
    dependencies = [("loans", "0002_loans")]
    operations = [migrations.RunPython(*append_only(TABLES))]
