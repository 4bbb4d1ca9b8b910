from django.db import migrations, models


class Migration(migrations.Migration):
    """Confirmations of before say nothing of the books: both confirm again."""

    dependencies = [
        ("meetings", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="draftconfirmation",
            name="books",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="draftconfirmation",
            name="entries",
            field=models.PositiveIntegerField(default=0),
            preserve_default=False,
        ),
    ]
