from django.db import models
from django.db.models import Q

from lienthehe.clubs.models import Club, Person
from lienthehe.clubs.rules import Area
from lienthehe.foundation.ids import uuid7
from lienthehe.meetings.models.meetings import Meeting
from lienthehe.meetings.rules.sheets import Outcome


class WorkLine(models.Model):
    """Work done in one of the eight areas; a volunteer's visits are one, with `volunteer` and `times`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="work")
    position = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=12, choices=[(area.value, area.value) for area in Area])
    text = models.TextField(blank=True)
    people = models.PositiveIntegerField(default=0)
    volunteer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    times = models.PositiveIntegerField(default=0)


class Decision(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    abstained = models.PositiveIntegerField()


class Task(models.Model):
    """What was to be done by whom until when, and what a later meeting heard of it."""

    id = models.UUIDField(primary_key=True, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="plan")
    position = models.PositiveSmallIntegerField()
    what = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    who = models.CharField(max_length=120, blank=True)
    until = models.DateField(null=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["club"], condition=Q(is_open=True), name="task_open_by_club")]


class TaskReport(models.Model):
    """What one meeting heard of a task of an earlier one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="task_reports")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reports")
    outcome = models.CharField(max_length=7, choices=[(one.value, one.value) for one in Outcome])
    note = models.TextField(blank=True)
