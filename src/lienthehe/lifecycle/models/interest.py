from django.db import models
from django.db.models import Q

from lienthehe.access.models import Officer
from lienthehe.clubs.models import Club
from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.models import Voucher


class InterestSplit(models.Model):
    """How a month's loan interest was shared between the funds as the month was closed. Never changed or deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="the first day of the month")
    base = models.BigIntegerField(
        help_text="đồng of interest that was not shared before; below zero when undone"
    )
    percent = models.PositiveSmallIntegerField()
    owed = models.BigIntegerField(help_text="đồng: that percentage of the base, rounded down")
    moved = models.BigIntegerField(help_text="đồng")
    carried = models.BigIntegerField(
        help_text="đồng: what is still to be moved; below zero when too much was"
    )
    voucher = models.OneToOneField(Voucher, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "month"], name="interest_split_once_a_month"),
            models.CheckConstraint(
                condition=Q(moved=0, voucher__isnull=True) | Q(moved__gt=0, voucher__isnull=False),
                name="interest_split_moves_by_voucher",
            ),
        ]
