from django.db import models

from lienthehe.access.models.grants import ROLES, SCOPE_KINDS
from lienthehe.access.models.officers import Officer
from lienthehe.foundation.ids import uuid7


class AuditRow(models.Model):
    """Who did what, as what, when, on whom, from where. Ids only, no names; triggers refuse any change.

    `scope` is the narrowest around what was acted on: a club's rows are found by the club, whoever acted. `officer` is
    empty for the command line, `role` for what somebody did for himself.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, choices=ROLES, blank=True)
    act = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=20)
    subject_key = models.CharField(max_length=40)
    scope_kind = models.CharField(max_length=10, choices=SCOPE_KINDS)
    scope_key = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=45, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["scope_kind", "scope_key", "-at"], name="audit_scope"),
            models.Index(fields=["subject_kind", "subject_key"], name="audit_subject"),
        ]
