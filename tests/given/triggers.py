"""The triggers of the books, lifted as somebody with the database's password could lift them."""

from django.db import connection

from lienthehe.foundation.append_only import append_only_sql, drop_append_only_sql
from lienthehe.ledger.models.triggers import install_triggers, remove_triggers
from lienthehe.loans.models import APPEND_ONLY_TABLES


class _Editor:
    """What the migrations' functions need of a schema editor, inside a test's transaction too."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def lift_triggers() -> None:
    """Take every trigger off the books."""
    if connection.vendor == "postgresql":
        _Editor().execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # no table is altered while keys wait to be checked
    remove_triggers(None, _Editor())


def put_triggers_back() -> None:
    """Install every trigger of the books again."""
    install_triggers(None, _Editor())


def lift_loan_triggers() -> None:
    """Take every trigger off the loans, their decisions and votes."""
    if connection.vendor == "postgresql":
        _Editor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in APPEND_ONLY_TABLES:
        for statement in drop_append_only_sql(table, connection.vendor):
            _Editor().execute(statement)


def put_loan_triggers_back() -> None:
    """Install every trigger of the loans again."""
    for table in APPEND_ONLY_TABLES:
        for statement in append_only_sql(table, connection.vendor):
            _Editor().execute(statement)
