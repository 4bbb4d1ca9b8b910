"""A club copied many times in the database itself: the same people, books and loans under new ids."""

from collections.abc import Iterator
from typing import TypeAlias
from uuid import UUID

from django.db import connection, models

from lienthehe.clubs.models import Club, Household, Membership, Person
from lienthehe.ledger.models import Account, Transfer, Voucher
from lienthehe.loans.models import Loan, LoanApplication

Column: TypeAlias = "models.Field[object, object]"

COPIED: tuple[type[models.Model], ...] = (
    Club,
    Household,
    Person,
    Membership,
    Account,
    Voucher,
    Transfer,
    LoanApplication,
    Loan,
)
"""In the order in which they point at one another."""

PREFIX = 8
"""How many of an id's figures say which copy it is."""


def copy_club(club_id: UUID, times: int) -> list[UUID]:
    """Write so many copies of a club, by one statement a table; return their ids.

    An id's first eight figures become the number of the copy, so that rows go on pointing at one another.
    """
    for model in COPIED:
        with connection.cursor() as cursor:
            cursor.execute(_statement(model), [times, _written(club_id)])
    return [UUID(f"{number:08x}{club_id.hex[PREFIX:]}") for number in range(1, times + 1)]


def _statement(model: type[models.Model]) -> str:
    columns = [field.column for field in model._meta.concrete_fields]
    values = ", ".join(_value(field) for field in model._meta.concrete_fields)
    names = ", ".join(f'"{column}"' for column in columns)
    owner = "id" if model is Club else "club_id"
    return (
        "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < %s)"
        f' INSERT INTO "{model._meta.db_table}" ({names})'
        f' SELECT {values} FROM "{model._meta.db_table}" AS first, copies WHERE first."{owner}" = %s'
    )


def _value(field: Column) -> str:
    column = f'first."{field.column}"'
    if field.name == "subject":
        return f"CASE WHEN length({column}) = 32 THEN {_number()} || substr({column}, {PREFIX + 1}) ELSE {column} END"
    if field in _copied_ids(field.model):
        return _renumbered(column)
    return column


def _copied_ids(model: type[models.Model]) -> Iterator[Column]:
    for field in model._meta.concrete_fields:
        target = field.related_model if field.is_relation else None
        if field.primary_key or target in COPIED or field.name == "disbursement":
            yield field


def _number() -> str:
    if connection.vendor == "sqlite":
        return "printf('%%08x', copies.n)"
    return "lpad(to_hex(copies.n), 8, '0')"


def _renumbered(column: str) -> str:
    if connection.vendor == "sqlite":
        return f"CASE WHEN {column} IS NULL THEN NULL ELSE {_number()} || substr({column}, {PREFIX + 1}) END"
    return f"({_number()} || substr({column}::text, {PREFIX + 1}))::uuid"


def _written(club_id: UUID) -> str:
    return club_id.hex if connection.vendor == "sqlite" else str(club_id)
