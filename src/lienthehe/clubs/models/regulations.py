from django.db import models
from django.db.models import Q

from lienthehe.clubs.models.clubs import Club
from lienthehe.clubs.rules.regulations import Every, Fund
from lienthehe.foundation.ids import uuid7


class Regulation(models.Model):
    """The club's own rules (quy chế), in force from a date until the next ones begin."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="regulations")
    since = models.DateField()
    quorum_percent = models.PositiveSmallIntegerField()
    second_officer_for_payments = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "since"], name="regulation_once_a_day"),
            models.CheckConstraint(condition=Q(quorum_percent__lte=100), name="regulation_quorum_percent"),
        ]


class ContributionRule(models.Model):
    """One contribution that the regulations ask of every member."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="contributions")
    fund = models.CharField(max_length=8, choices=[(f.value, f.value) for f in Fund])
    amount = models.BigIntegerField(help_text="đồng; of all instalments together")
    every = models.CharField(max_length=11, choices=[(e.value, e.value) for e in Every])
    instalments = models.PositiveSmallIntegerField(default=1)
    refundable = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="contribution_amount_positive"),
            models.CheckConstraint(condition=Q(instalments__gte=1), name="contribution_instalments_positive"),
            models.UniqueConstraint(
                fields=["regulation", "fund", "refundable"], name="contribution_one_a_fund_and_kind"
            ),
        ]
