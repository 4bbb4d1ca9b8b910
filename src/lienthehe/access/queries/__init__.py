"""What an officer may do and see, who signs in, and what was done."""

from lienthehe.access.models import AuditRow, Grant, Officer
from lienthehe.access.queries.audit import audit_rows, done_before, officers_acted_on
from lienthehe.access.queries.grants import (
    administrator_stands,
    check_officer_may,
    grants_of,
    grants_within,
    officer_may,
    session_seconds,
)
from lienthehe.access.queries.officers import (
    officer_by_id,
    officer_signing_in,
    pin_is_set,
    sign_in_name_tried,
    waits_for_code_until,
)

__all__ = [
    "AuditRow",
    "Grant",
    "Officer",
    "administrator_stands",
    "audit_rows",
    "check_officer_may",
    "done_before",
    "grants_of",
    "grants_within",
    "officer_by_id",
    "officer_may",
    "officer_signing_in",
    "officers_acted_on",
    "pin_is_set",
    "session_seconds",
    "sign_in_name_tried",
    "waits_for_code_until",
]
