from django.db import models
from django.db.models import F, Q

from lienthehe.clubs.rules.clubs import LAST_WEEK, ManagingBody, MeetingRuleKind
from lienthehe.foundation.ids import uuid7
from lienthehe.places.models import Unit


class Club(models.Model):
    """A club as it stands now. Where it lies is dated: `ClubPlacement`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    village = models.CharField(max_length=80)
    search_name = models.CharField(max_length=210)
    founded_on = models.DateField()
    decision_number = models.CharField(max_length=60, blank=True)
    decision_on = models.DateField(null=True)
    decision_by = models.CharField(max_length=120, blank=True)
    scheme = models.CharField(max_length=20, blank=True)
    managing_body = models.CharField(max_length=12, choices=[(b.value, b.value) for b in ManagingBody])
    meeting_rule = models.CharField(max_length=16, choices=[(k.value, k.value) for k in MeetingRuleKind])
    meeting_day = models.PositiveSmallIntegerField(help_text="1 to 31; a month without it: its last day")
    meeting_weekday = models.PositiveSmallIntegerField(
        help_text="0 Monday to 6 Sunday; meeting_day is which one, 5 the last"
    )
    meeting_time = models.TimeField()
    meeting_place = models.CharField(max_length=120)
    one_tin = models.BooleanField(help_text="both funds in one box (hòm chung)")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["search_name"], name="club_search")]
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting_rule=MeetingRuleKind.DAY_OF_MONTH.value, meeting_day__range=(1, 31))
                | Q(meeting_rule=MeetingRuleKind.WEEKDAY_OF_MONTH.value, meeting_day__range=(1, LAST_WEEK)),
                name="club_meeting_day",
            ),
            models.CheckConstraint(condition=Q(meeting_weekday__range=(0, 6)), name="club_meeting_weekday"),
        ]


class ClubPlacement(models.Model):
    """In which commune a club lies, since when and why. The last open row is today's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="placements")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "since"], name="club_placed_once_a_day"),
            models.UniqueConstraint(
                fields=["club"], condition=Q(until__isnull=True), name="club_one_open_placement"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="club_placement_ends_after_start",
            ),
        ]
