from datetime import datetime

from lienthehe.access.models import AuditRow, Officer
from lienthehe.access.rules import Act, Acting


def write_audit(*, act: Act, by: Officer, acting: Acting, subject: tuple[str, str], at: datetime) -> None:
    """Add the audit row of an act, inside the act's own transaction. `subject` is a kind and a key, never a name."""
    AuditRow.objects.create(
        at=at,
        officer=by,
        role=acting.role,
        act=act,
        subject_kind=subject[0],
        subject_key=subject[1],
        scope_kind=acting.scope.kind,
        scope_key=acting.scope.key,
        address=by.acting_from,
    )
