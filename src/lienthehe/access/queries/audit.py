"""What was done: the audit trail, newest first."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lienthehe.access.models import AccessCode, AuditRow, Grant, Officer
from lienthehe.access.rules import Scope


def audit_rows(
    *, scopes: tuple[Scope, ...], subject: tuple[str, str] | None = None, by: Officer | None = None
) -> QuerySet[AuditRow]:
    """Return what was done on things whose narrowest scope is one of these, newest first, to page through.

    `subject` narrows to one thing (kind, key), `by` to one officer's acts. Rows hold ids; `officer` comes along.
    """
    wanted = Q(pk__in=[])
    for scope in scopes:
        wanted |= Q(scope_kind=scope.kind, scope_key=scope.key)
    rows = AuditRow.objects.filter(wanted)
    if subject is not None:
        rows = rows.filter(subject_kind=subject[0], subject_key=subject[1])
    if by is not None:
        rows = rows.filter(officer=by)
    return rows.select_related("officer").order_by("-at", "-id")


def officers_acted_on(rows: Iterable[AuditRow]) -> dict[str, Officer]:
    """Return, by the subject's key, whose access the rows are about: a role given or ended, a code made."""
    keys = {row.subject_key for row in rows if row.subject_kind in ("grant", "grant_end", "access_code")}
    found: dict[str, Officer] = {}
    if keys:
        for held in (Grant.objects.filter(pk__in=keys), AccessCode.objects.filter(pk__in=keys)):
            found.update((str(one.pk), one.officer) for one in held.select_related("officer"))
    return found


def done_before(rows: Iterable[AuditRow]) -> frozenset[UUID]:
    """Return the ids of those rows whose act had been done on the same subject before."""
    alike = {name: OuterRef(name) for name in ("act", "subject_kind", "subject_key")}
    earlier = AuditRow.objects.filter(at__lt=OuterRef("at"), **alike)
    again = AuditRow.objects.filter(Exists(earlier), pk__in=[row.pk for row in rows])
    return frozenset(again.values_list("pk", flat=True))
