from django.db import models
from django.db.models import F, Q

from lienthehe.places.rules import Extent, Level

LEVELS = [(level.value, level.value) for level in Level]
EXTENTS = [(extent.value, extent.value) for extent in Extent]


class Unit(models.Model):
    """The identity of a province, district or commune through time. A code is a property of its placements."""

    id = models.UUIDField(primary_key=True, editable=False)
    level = models.CharField(max_length=8, choices=LEVELS)


class Placement(models.Model):
    """A unit's name, type, code and place in the tree, from a date to a date, by a legal act.

    The ancestors stand in columns (`province`, `district`, `commune`, the unit itself included), so that a filter on
    a place is an equality on both engines. `since` None: from before the sources begin.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="placements")
    level = models.CharField(max_length=8, choices=LEVELS)
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    search_name = models.CharField(max_length=100)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    legal_act = models.CharField(max_length=120, blank=True)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["code", "level"], name="placement_code"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit", "since"], name="placement_once_per_start"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(since__isnull=True), name="placement_one_without_start"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="placement_ends_after_start",
            ),
        ]


class Succession(models.Model):
    """On `on`, the whole or a part of `predecessor` went into `successor`, another unit of its level."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="went_into")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="came_from")
    on = models.DateField()
    extent = models.CharField(max_length=5, choices=EXTENTS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="succession_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_between_two_units"
            ),
        ]
