from django.db import models

from lienthehe.access.models import Officer
from lienthehe.clubs.models import Club
from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.models.accounts import FUNDS
from lienthehe.ledger.models.books import ChainEntry
from lienthehe.ledger.rules.counts import CountMoment


class CashCount(ChainEntry):
    """What lay in the box, by denomination, and what the book said. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="counts")
    on = models.DateField()
    moment = models.CharField(max_length=7, choices=[(moment.value, moment.value) for moment in CountMoment])
    funds = models.JSONField(help_text="codes of the funds that lie in the box")
    notes = models.JSONField(help_text='{"500000": 3}: how many of each denomination')
    other = models.BigIntegerField(help_text="đồng in coins and other notes")
    counted = models.BigIntegerField()
    book = models.BigIntegerField()
    borne_by = models.CharField(max_length=8, blank=True, choices=FUNDS)
    meeting = models.UUIDField(null=True)
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    second_officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["club", "on"], name="count_by_day")]
        constraints = [models.UniqueConstraint(fields=["club", "sequence"], name="count_place_once")]


class MonthClosing(ChainEntry):
    """A month that takes no voucher any more, with what each fund held at its end. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="closings")
    month = models.DateField(help_text="the first day of the month")
    balances = models.JSONField(
        help_text='{"income": {"cash_box": 1, "bank": 2, "stock": 3}, "activity": {...}}: đồng'
    )
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "month"], name="closing_once_a_month"),
            models.UniqueConstraint(fields=["club", "sequence"], name="closing_place_once"),
        ]
