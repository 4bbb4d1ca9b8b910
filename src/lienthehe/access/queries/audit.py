"""What was done: the audit trail, newest first."""

from django.db.models import Q, QuerySet

from lienthehe.access.models import AuditRow, Officer
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
