"""The audit trail: each act adds its rows inside its own transaction."""

from collections.abc import Sequence
from datetime import datetime

from lienthehe.access.models import AuditRow, Officer
from lienthehe.access.rules import COUNTRY, Act, Acting, OwnAct


def write_audit(*, act: Act, by: Officer, acting: Acting, subject: tuple[str, str], at: datetime) -> None:
    """Add the audit row of an act, inside the act's own transaction. `subject` is a kind and a key, never a name."""
    write_audits(act=act, by=by, acting=acting, subjects=[subject], at=at)


def write_audits(
    *, act: Act, by: Officer, acting: Acting, subjects: Sequence[tuple[str, str]], at: datetime
) -> None:
    """Add one audit row a subject, with one insert for all of them."""
    AuditRow.objects.bulk_create(
        AuditRow(
            at=at,
            officer=by,
            role=acting.role,
            act=act,
            subject_kind=kind,
            subject_key=key,
            scope_kind=acting.thing.kind,
            scope_key=acting.thing.key,
            address=by.acting_from,
        )
        for kind, key in subjects
    )


def write_own_audit(*, act: OwnAct, by: Officer, at: datetime) -> None:
    """Add the audit row of what an officer did for himself; it belongs to no club and no place."""
    AuditRow.objects.create(
        at=at,
        officer=by,
        act=act,
        subject_kind="officer",
        subject_key=str(by.pk),
        scope_kind=COUNTRY.kind,
        address=by.acting_from,
    )


def write_server_audit(*, act: Act, subject: tuple[str, str], at: datetime) -> None:
    """Add the audit row of what was done on the server's command line, where nobody is signed in."""
    AuditRow.objects.create(
        at=at, act=act, subject_kind=subject[0], subject_key=subject[1], scope_kind=COUNTRY.kind
    )
