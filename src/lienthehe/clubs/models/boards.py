from django.db import models
from django.db.models import F, Q

from lienthehe.clubs.models.clubs import Club
from lienthehe.clubs.models.people import Person
from lienthehe.clubs.rules.boards import Post
from lienthehe.foundation.ids import uuid7


class BoardTerm(models.Model):
    """A board's term of office, with the size that the regulations give it (3, 5, 7 or 9)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="board_terms")
    size = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["club"], condition=Q(until__isnull=True), name="board_one_open_term"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="board_term_ends_after_start"
            ),
        ]


class BoardSeat(models.Model):
    """Who holds which post, in charge of which areas, from when to when; `follows` held it before in the same term."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="board_seats")
    term = models.ForeignKey(BoardTerm, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="board_seats")
    post = models.CharField(max_length=12, choices=[(p.value, p.value) for p in Post])
    areas = models.JSONField(default=list, help_text="codes of clubs.rules.Area")
    since = models.DateField()
    until = models.DateField(null=True)
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="followed_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["term", "person"], condition=Q(until__isnull=True), name="board_one_seat_a_person"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="board_seat_ends_after_start"
            ),
        ]
