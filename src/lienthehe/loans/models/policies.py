from django.db import models
from django.db.models import Q

from lienthehe.clubs.models import Club
from lienthehe.foundation.ids import uuid7
from lienthehe.loans.rules.schedules import Method
from lienthehe.places.models import Unit


class Policy(models.Model):
    """On what terms a club lends, or every club of a province without its own, from a date until the next begins."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, null=True, related_name="loan_policies")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    method = models.CharField(max_length=17, choices=[(m.value, m.value) for m in Method])
    monthly_rate = models.DecimalField(max_digits=6, decimal_places=4, help_text="percent a month")
    instalments = models.JSONField(help_text="months allowed, the fewest first")
    cap = models.BigIntegerField(help_text="đồng; the most that one member may owe")
    ladder = models.JSONField(help_text="đồng; the most for the first, second, third … loan; [] the cap")
    grace = models.PositiveSmallIntegerField(help_text="instalments without principal")
    round_to = models.PositiveSmallIntegerField(help_text="đồng")
    late_rate = models.DecimalField(max_digits=6, decimal_places=4, help_text="percent a month, of overdue")
    membership_months = models.PositiveSmallIntegerField(help_text="before a first loan")
    purposes = models.JSONField(help_text="texts to choose from")
    members_first = models.BooleanField(help_text="whoever owes nothing goes before whoever owes")
    second_officer = models.BooleanField(help_text="two of the board pay out a loan")
    interest_to_activity = models.PositiveSmallIntegerField(help_text="percent of the interest")
    on_meeting_days = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(club__isnull=False, unit__isnull=True) | Q(club__isnull=True, unit__isnull=False),
                name="policy_of_a_club_or_a_place",
            ),
            models.UniqueConstraint(fields=["club", "since"], name="policy_once_a_day_of_a_club"),
            models.UniqueConstraint(fields=["unit", "since"], name="policy_once_a_day_of_a_place"),
            models.CheckConstraint(
                condition=Q(monthly_rate__gte=0, monthly_rate__lte=5, late_rate__gte=0), name="policy_rates"
            ),
            models.CheckConstraint(condition=Q(cap__gt=0), name="policy_cap_positive"),
            models.CheckConstraint(
                condition=Q(interest_to_activity__lte=100), name="policy_interest_to_activity"
            ),
        ]
