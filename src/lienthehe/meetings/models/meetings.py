from django.db import models

from lienthehe.access.models import Officer
from lienthehe.clubs.models import Club, Membership, Person
from lienthehe.foundation.ids import uuid7
from lienthehe.meetings.rules.sheets import Presence


class Meeting(models.Model):
    """A meeting that is in the books. Its id is the sheet's, its digest the sheet's: sent again, it is the same."""

    id = models.UUIDField(primary_key=True, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField(help_text="of the year's minutes")
    year = models.PositiveSmallIntegerField()
    on = models.DateField()
    stands_for = models.DateField(help_text="the first day of the month (kỳ)")
    begins = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    place = models.CharField(max_length=120, blank=True)
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    secretary = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    sheet_version = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    boxes_before = models.JSONField(help_text='{"income": đồng, "activity": đồng} before the opening count')
    boxes_after = models.JSONField(help_text="the same after the closing count")
    topics = models.JSONField(default=list)
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_as = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    first_confirmer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    second_confirmer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["club", "-on"], name="meeting_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["club", "year", "number"], name="meeting_number_once"),
            models.CheckConstraint(
                condition=~models.Q(first_confirmer=models.F("second_confirmer")),
                name="meeting_two_confirmers",
            ),
        ]


class Attendance(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="attendance")
    presence = models.CharField(max_length=7, choices=[(one.value, one.value) for one in Presence])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "membership"], name="attendance_once")]


class Guest(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="guests")
    name = models.CharField(max_length=120)
    body = models.CharField(max_length=120, blank=True)
