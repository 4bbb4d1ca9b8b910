from django.db import models

from lienthehe.access.models import Officer, SealedJSONField
from lienthehe.clubs.models import Club
from lienthehe.foundation.ids import uuid7


class MeetingDraft(models.Model):
    """A meeting being held: the sheet so far, sealed, and how often it was saved. Its id is the sheet's.

    `steps_done` says of each step at which version of the draft it was last saved.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="meeting_drafts")
    on = models.DateField()
    version = models.PositiveIntegerField()
    sheet = SealedJSONField()
    steps_done = models.JSONField(default=dict)
    saved_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()


class DraftConfirmation(models.Model):
    """An officer confirmed the draft by PIN as it stood; a later change undoes it.

    `digest` is the sheet's, `books` that of what the review read out of the books (`digest_of_books`), `entries` how
    many the chain had.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey(MeetingDraft, on_delete=models.CASCADE, related_name="confirmations")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    books = models.CharField(max_length=64)
    entries = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "officer"], name="draft_confirmed_once_each")]
