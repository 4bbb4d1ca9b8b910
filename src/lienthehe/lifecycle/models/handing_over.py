from django.db import models

from lienthehe.access.models import Officer
from lienthehe.clubs.models import Club


class HandOver(models.Model):
    """A post handed from one person to another, with all that lay there that day. Never changed, never deleted.

    People, seats, counts, loans and grants stand in it by their ids: names are read where they are shown.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    seats = models.JSONField(help_text='[{"post", "from", "to", "seat"}]: who gave which post to whom')
    counts = models.JSONField(help_text="the ids of the cash counts")
    snapshot = models.JSONField(help_text="balances, open loans and dues of that day: đồng")
    keys_moved = models.JSONField(
        help_text='[{"officer", "role", "grant", "given"}]: accesses ended and given'
    )
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_as = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["club", "on"], name="hand_over_by_day")]
