"""One meeting of 70 through `record_meeting`, next to the same rows written bare by `bulk_create` in one transaction."""

import gc
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from statistics import median
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction

from benchmarks.figures import Table, in_time, in_times, seconds
from benchmarks.world import a_measured_club, last_months, learn_sizes
from lienthehe.foundation.ids import uuid7
from lienthehe.meetings.rules.sheets import MeetingSheet
from tests.given.books import Books
from tests.given.loans import begin_lending, lend
from tests.given.meetings import with_loans

MEMBERS, ROUNDS, WARM_UP = 70, 21, 2
REPAID, LENT = 40, 5
PACKAGES = ("access", "clubs", "ledger", "loans", "care", "meetings")
WRITTEN_OVER = "DuesPaid"
"""One row a member and contribution, written over at each meeting; the rest of a meeting's rows are new."""
ELSEWHERE = {"sequence": 10_000_000, "year": 1_000}
"""Added in the copies, so that places and numbers of the real books stay free."""

Rows = dict[type[models.Model], list[Any]]


def measure(*, quick: bool) -> Table:
    """Take turns: a meeting through the command, then a copy of the rows it wrote, ready-made, with new ids."""
    number, repaid, asking, rounds = (5, 2, 1, 2) if quick else (MEMBERS, REPAID, LENT, ROUNDS)
    months = last_months(3)
    club = a_measured_club(number, since=months[0])
    days = [months[0].first + timedelta(days=day) for day in range(WARM_UP + rounds)]
    books = Books(club.id, club.treasurer, club.chair, club.memberships)
    begin_lending(books, since=days[0])
    loans = [lend(books, member, on=days[0], at=club.at) for member in books.members[:repaid]]

    def sheet_of(day: date) -> MeetingSheet:
        sheet = club.sheet(day)
        return with_loans(sheet, repaid=loans, asking=books.members[-asking:], second=club.chair)

    for day in days[:WARM_UP]:
        club.hold(sheet_of(day))
    learn_sizes()
    commands, bare, copies = [], [], {}
    for day in days[WARM_UP:]:
        sheet, before = sheet_of(day), _ids()
        commands.append(_timed(partial(club.hold, sheet)))
        copies = _copies(before)
        bare.append(_timed(partial(_write, copies)))
    rows = sum(len(objects) for objects in copies.values())
    command, alone = median(commands), median(bare)
    heads = ("rows written", "`record_meeting`", "bare `bulk_create`", "ratio")
    return Table(heads, ((str(rows), in_time(command), in_time(alone), in_times(command, alone)),))


def _timed(act: Any) -> float:
    gc.collect()
    return seconds(act)


def _tables() -> Iterator[type[models.Model]]:
    """Yield every model of the packages that a meeting writes into, those pointed at first."""
    for package in PACKAGES:
        yield from apps.get_app_config(package).get_models()


def _ids() -> dict[type[models.Model], set[Any]]:
    return {model: set(model._default_manager.values_list("pk", flat=True)) for model in _tables()}


def _copies(before: dict[type[models.Model], set[Any]]) -> Rows:
    """Return the rows written since as new ones of their own."""
    added = {model: list(_new(model, before[model])) for model in _tables()}
    ids = {row.pk: uuid7() for rows in added.values() for row in rows}
    subjects = {old.hex: new.hex for old, new in ids.items()}
    copies = {model: [_copy(row, ids, subjects) for row in rows] for model, rows in added.items() if rows}
    dues = apps.get_model("ledger", WRITTEN_OVER)
    copies[dues] = list(dues._default_manager.all())
    return copies


def _new(model: type[models.Model], known: set[Any]) -> Iterator[models.Model]:
    added = set(model._default_manager.values_list("pk", flat=True)) - known
    yield from model._default_manager.in_bulk(sorted(added)).values()


def _copy(row: models.Model, ids: dict[UUID, UUID], subjects: dict[str, str]) -> models.Model:
    given: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, UUID):
            value = ids.get(value, value)
        if field.name == "subject":
            value = subjects.get(value, value)
        given[field.attname] = value + ELSEWHERE[field.name] if field.name in ELSEWHERE else value
    return type(row)(**given)


def _write(copies: Rows) -> None:
    with transaction.atomic():
        for model, rows in copies.items():
            over: dict[str, Any] = {}
            if model.__name__ == WRITTEN_OVER:
                over = {"update_conflicts": True, "unique_fields": ["id"], "update_fields": ["paid"]}
            model._default_manager.bulk_create(rows, **over)
