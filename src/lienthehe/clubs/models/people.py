from django.db import models
from django.db.models import F, Q

from lienthehe.access.models import Officer
from lienthehe.clubs.models.clubs import Club
from lienthehe.clubs.rules.people import HouseholdClass, LeavingReason, Sex
from lienthehe.foundation.ids import uuid7


class Household(models.Model):
    """Who lives under one roof; the commune's certificate of poverty is the household's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="households")
    address = models.CharField(max_length=160, blank=True)


class HouseholdCertificate(models.Model):
    """The class that the commune certified, from a date to a date, mostly to 31 December."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="certificates")
    household_class = models.CharField(max_length=16, choices=[(c.value, c.value) for c in HouseholdClass])
    number = models.CharField(max_length=40, blank=True)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="certificate_ends_after_start"),
        ]


class Person(models.Model):
    """A human being. Being a member, a volunteer or of the Association are facts of their own, with dates."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="people")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="people")
    full_name = models.CharField(max_length=120)
    search_name = models.CharField(max_length=120)
    sort_name = models.CharField(max_length=240)
    sex = models.CharField(max_length=6, choices=[(s.value, s.value) for s in Sex])
    birth_year = models.PositiveSmallIntegerField()
    birth_date = models.DateField(null=True, help_text="only where day and month are known")
    phone = models.CharField(max_length=16, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["club", "sort_name"], name="person_by_name"),
            models.Index(fields=["club", "search_name"], name="person_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["club", "id"], name="person_in_club"),
            models.CheckConstraint(
                condition=Q(birth_date__isnull=True) | Q(birth_date__year=F("birth_year")),
                name="person_birth_agrees",
            ),
        ]


class HouseholdMove(models.Model):
    """A person moves from one household of the club to another, when it is written down. Never changed or deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="household_moves")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="household_moves")
    from_household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    to_household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["club", "recorded_at"], name="household_move_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_household=F("to_household")), name="household_move_goes_elsewhere"
            ),
        ]


class Membership(models.Model):
    """A person's time in the club. Who comes back gets a new row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    number = models.PositiveIntegerField(help_text="the member's number in the club, never used twice")
    joined_on = models.DateField()
    left_on = models.DateField(null=True)
    left_reason = models.CharField(
        max_length=10, blank=True, choices=[(r.value, r.value) for r in LeavingReason]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "id"], name="membership_in_club"),
            models.UniqueConstraint(fields=["club", "number"], name="membership_number_once"),
            models.UniqueConstraint(
                fields=["club", "person"], condition=Q(left_on__isnull=True), name="membership_one_open"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, left_reason="")
                | (Q(left_on__gte=F("joined_on")) & ~Q(left_reason="")),
                name="membership_leaves_with_reason",
            ),
        ]


class VolunteerPeriod(models.Model):
    """A person is a home-care volunteer of the club from a date to a date."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="volunteer_periods")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="volunteer_periods")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["club", "person"], condition=Q(until__isnull=True), name="volunteer_one_open"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="volunteer_ends_after_start"
            ),
        ]
