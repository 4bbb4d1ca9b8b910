from django.db import models

from lienthehe.access.models import Officer
from lienthehe.clubs.models import Club, Membership
from lienthehe.clubs.rules.people import LeavingReason


class Leaving(models.Model):
    """A membership that ended, and what was settled with it as it was shown. Never changed, never deleted.

    The vouchers bear ids computed from this one's (`rules.leaving`); names stand in their wording and nowhere here.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(help_text="the first day as no member")
    reason = models.CharField(max_length=10, choices=[(r.value, r.value) for r in LeavingReason])
    settled_on = models.DateField()
    settlement = models.JSONField(help_text="shares, loans, what was paid and what stayed owed: đồng")
    second_officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["club", "membership"], name="leaving_by_membership")]


class LeavingUndone(models.Model):
    """That a leaving was written by mistake: the membership runs on. Never changed, never deleted."""

    leaving = models.OneToOneField(
        Leaving, on_delete=models.PROTECT, primary_key=True, related_name="undone_by"
    )
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    second_officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
