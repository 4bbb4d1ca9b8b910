from lienthehe.access.commands.audit import write_audit, write_audits
from lienthehe.access.commands.codes import open_access, prepare_access, renew_access
from lienthehe.access.commands.grants import end_grant, grant_role, make_first_administrator
from lienthehe.access.commands.officers import create_officer, set_large_text, sign_out_everywhere
from lienthehe.access.commands.passwords import change_password
from lienthehe.access.commands.pins import check_pin, set_pin

__all__ = [
    "change_password",
    "check_pin",
    "create_officer",
    "end_grant",
    "grant_role",
    "make_first_administrator",
    "open_access",
    "prepare_access",
    "renew_access",
    "set_large_text",
    "set_pin",
    "sign_out_everywhere",
    "write_audit",
    "write_audits",
]
