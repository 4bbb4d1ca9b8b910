from django.db import models
from django.db.models import F, Q

from lienthehe.access.models import Officer
from lienthehe.clubs.models import Club, Membership
from lienthehe.foundation.ids import uuid7
from lienthehe.loans.rules.applications import LONGEST_TEXT, Outcome, State


class LoanApplication(models.Model):
    """Somebody asks for a loan. What was decided last stands beside it; every vote stands in `Vote`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="loan_applications")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="loan_applications")
    asked_on = models.DateField()
    money = models.BigIntegerField(help_text="đồng")
    goods = models.CharField(max_length=LONGEST_TEXT, blank=True)
    goods_value = models.BigIntegerField(help_text="đồng")
    purpose = models.CharField(max_length=LONGEST_TEXT)
    instalments = models.PositiveSmallIntegerField(help_text="months")
    guarantor = models.CharField(max_length=LONGEST_TEXT, blank=True)
    state = models.CharField(max_length=9, choices=[(state.value, state.value) for state in State])
    approved_on = models.DateField(null=True)
    approved_money = models.BigIntegerField(default=0)
    approved_goods_value = models.BigIntegerField(default=0)
    approved_instalments = models.PositiveSmallIntegerField(default=0)
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["club", "state"], name="application_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(money__gte=0, goods_value__gte=0) & (Q(money__gt=0) | Q(goods_value__gt=0)),
                name="application_asks_for_something",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.APPROVED, State.PAID_OUT]) | Q(approved_on__isnull=False),
                name="application_approved_on_a_day",
            ),
        ]


class Vote(models.Model):
    """How a meeting voted on an application. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(LoanApplication, on_delete=models.PROTECT, related_name="votes")
    meeting = models.UUIDField(null=True)
    on = models.DateField()
    outcome = models.CharField(max_length=9, choices=[(one.value, one.value) for one in Outcome])
    money = models.BigIntegerField()
    goods_value = models.BigIntegerField()
    instalments = models.PositiveSmallIntegerField()
    votes_for = models.PositiveSmallIntegerField()
    votes_against = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.APPROVED) | Q(votes_for__gt=F("votes_against")),
                name="vote_approves_by_majority",
            ),
        ]
