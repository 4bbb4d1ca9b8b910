from django.db import models

from lienthehe.access.models import Officer, SealedJSONField
from lienthehe.clubs.models import Club
from lienthehe.ledger.models import Voucher


class OpeningDraft(models.Model):
    """A running club's old books being brought forward: the sheet so far, sealed. Its id is the sheet's; one a club.

    `parts_done` says of each part at which version of the draft it was last saved. `returned`: an Excel file that goes
    back with reasons, {"name", "file" in base64}, until a good one comes.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    club = models.OneToOneField(Club, on_delete=models.PROTECT, related_name="opening_draft")
    version = models.PositiveIntegerField()
    sheet = SealedJSONField()
    parts_done = models.JSONField(default=dict)
    returned = SealedJSONField(null=True)
    saved_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()


class Opening(models.Model):
    """Old books that were brought forward. Its id is the sheet's and the voucher's, which says who and when.

    `digest` is that of the sheet as handed in; `sheet` is kept sealed and without people's facts, so that it can be
    filled in again when it is undone. `last_entry`: the club's last entry in the chain that belongs to the opening.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="openings")
    voucher = models.OneToOneField(Voucher, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    sheet = SealedJSONField()
    last_entry = models.PositiveIntegerField()
