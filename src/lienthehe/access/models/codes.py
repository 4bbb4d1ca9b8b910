from django.db import models

from lienthehe.access.models.officers import Officer
from lienthehe.foundation.ids import uuid7


class AccessCode(models.Model):
    """A one-time code with which an officer takes up an access that somebody above has prepared or renewed.

    Only its digest is kept. A new code deletes the officer's earlier unused ones.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="access_codes")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
