from django.db import models
from django.db.models import F, Q

from lienthehe.access.models.officers import Officer
from lienthehe.access.rules import SCOPE_OF_ROLE, Role, ScopeKind
from lienthehe.foundation.ids import uuid7

ROLES = [(role.value, role.value) for role in Role]
SCOPE_KINDS = [(kind.value, kind.value) for kind in ScopeKind]


def _role_fits_scope() -> Q:
    """Return the condition that each role is held over its kind of scope, and only the country has no key."""
    fits = Q()
    for kind in ScopeKind:
        roles = sorted(role.value for role in Role if SCOPE_OF_ROLE[role] == kind)
        if roles:
            key = Q(scope_key="") if kind == ScopeKind.COUNTRY else ~Q(scope_key="")
            fits |= Q(scope_kind=kind.value, role__in=roles) & key
    return fits


class Grant(models.Model):
    """A role in a scope from a day on; on the day `until` it no longer holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=ROLES)
    scope_kind = models.CharField(max_length=10, choices=SCOPE_KINDS)
    scope_key = models.CharField(max_length=40, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    granted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["scope_kind", "scope_key"], name="grant_scope")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="grant_ends_after_start"
            ),
            models.CheckConstraint(condition=_role_fits_scope(), name="grant_role_fits_scope"),
            models.UniqueConstraint(
                fields=["officer", "role", "scope_kind", "scope_key"],
                condition=Q(until__isnull=True),
                name="grant_open_once",
            ),
        ]
