from lienthehe.access.models.audit import AuditRow
from lienthehe.access.models.codes import AccessCode
from lienthehe.access.models.grants import Grant
from lienthehe.access.models.officers import Officer
from lienthehe.access.models.sealed import SealBroken, SealedJSONField
from lienthehe.access.models.tries import WrongTries

APPEND_ONLY_TABLES = ("access_auditrow",)
"""Tables that triggers keep from being changed; installed by a migration of their own."""

__all__ = [
    "APPEND_ONLY_TABLES",
    "AccessCode",
    "AuditRow",
    "Grant",
    "Officer",
    "SealBroken",
    "SealedJSONField",
    "WrongTries",
]
