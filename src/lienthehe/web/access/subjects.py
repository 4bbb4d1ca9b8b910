"""On whom or what somebody acted: the audit trail keeps ids, this finds the name and the page behind each."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lienthehe.access.queries import AuditRow, officers_acted_on
from lienthehe.access.rules import Act
from lienthehe.clubs.queries import people_behind
from lienthehe.ledger.queries.money import months_closed
from lienthehe.loans.queries.notes import loans_behind_changes, loans_behind_vouchers, note_numbers
from lienthehe.web.access.places import Where
from lienthehe.web.wording import write_month

_PEOPLE = {"person", "membership", "household_move", "leaving", "volunteering", "board_seat"}
_PAGES = {
    "voucher": ("voucher", gettext_noop("See the voucher")),
    "count": ("count-recorded", gettext_noop("See the count")),
    "meeting": ("meeting", gettext_noop("See the meeting")),
}

Key = tuple[str, str]
"""Kind and key of a subject, as the audit trail keeps them."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or which month an act was about, by name, or the page of what it wrote, by a message to be translated."""

    name: str = ""
    url: str = ""
    link: str = ""


NOBODY = Subject()
"""The club or place itself, which the page is about, or somebody whom the reader may not see."""


def subjects_of(rows: Collection[AuditRow], where: Where, may: frozenset[Act]) -> dict[Key, Subject]:
    """Return what can be said of the rows' subjects to somebody who may do these acts in this place."""
    officers = officers_acted_on(rows)
    found = {
        (row.subject_kind, row.subject_key): Subject(officers[row.subject_key].full_name)
        for row in rows
        if row.subject_key in officers
    }
    if where.club is not None:
        if Act.SEE_PEOPLE in may:
            found.update(_people(rows, where.club.id))
        if Act.SEE_BOOKS in may:
            found.update(_pages(rows, where.club.id))
            found.update(_months(rows, where.club.id))
            found.update(_loans(rows, where.club.id))
    return found


def _people(rows: Collection[AuditRow], club_id: UUID) -> Iterator[tuple[Key, Subject]]:
    keys = {(row.subject_kind, row.subject_key) for row in rows if row.subject_kind in _PEOPLE}
    behind = people_behind(club_id, {UUID(key) for _kind, key in keys}) if keys else {}
    for kind, key in keys:
        if person := behind.get(UUID(key)):
            yield (kind, key), Subject(person[1], reverse("person", args=[club_id, person[0]]))


def _pages(rows: Collection[AuditRow], club_id: UUID) -> Iterator[tuple[Key, Subject]]:
    for row in rows:
        if row.subject_kind in _PAGES:
            view, link = _PAGES[row.subject_kind]
            url = reverse(view, args=[club_id, row.subject_key])
            yield (row.subject_kind, row.subject_key), Subject(url=url, link=link)


def _loans(rows: Collection[AuditRow], club_id: UUID) -> Iterator[tuple[Key, Subject]]:
    """Yield what is about loans by the numbers of their notes; a voucher leads to its own page, the rest to the loan's."""
    keys = {
        kind: {UUID(row.subject_key) for row in rows if row.subject_kind == kind}
        for kind in ("loan", "loan_change", "voucher")
    }
    about: dict[tuple[str, UUID], set[UUID]] = {("loan", key): {key} for key in keys["loan"]}
    for change, loan in loans_behind_changes(club_id, keys["loan_change"]).items():
        about["loan_change", change] = {loan}
    for voucher, loans in loans_behind_vouchers(club_id, keys["voucher"]).items():
        about["voucher", voucher] = loans
    notes = note_numbers(club_id, set().union(*about.values()))
    for (kind, key), loans in about.items():
        numbers = sorted(notes[loan] for loan in loans if loan in notes)
        if numbers:
            name = _("loan note no. %(number)s") % {"number": ", ".join(numbers)}
            url = ("voucher", key) if kind == "voucher" else ("loan", min(loans))
            yield (kind, str(key)), Subject(name, reverse(url[0], args=[club_id, url[1]]))


def _months(rows: Collection[AuditRow], club_id: UUID) -> Iterator[tuple[Key, Subject]]:
    keys = {UUID(row.subject_key) for row in rows if row.subject_kind == "month"}
    for closing, month in (months_closed(club_id, keys) if keys else {}).items():
        name = _("month %(month)s") % {"month": write_month(month)}
        yield ("month", str(closing)), Subject(name)
