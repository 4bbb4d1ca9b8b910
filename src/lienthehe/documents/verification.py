"""What `lienthehe verify` says: each finding as a sentence that names the club, the entry and what disagrees."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from lienthehe.clubs.queries import club_summary
from lienthehe.clubs.rules import Remark
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.verification import printed_until
from lienthehe.ledger.rules.findings import Finding
from lienthehe.reports.rules.differences import Difference


def say_finding(finding: Finding, *, on: date) -> str:
    """Return a finding: "CLB thôn Đồng Mận (Thôn Đồng Mận): PT 0012/2026, Quỹ hoạt động: lời ghi đã bị sửa."."""
    said = f"{say_entry(finding.entry)}: {_(finding.fault.value)}."
    return f"{say_club(finding.club_id, on=on)}: {said}" if finding.club_id else said


def say_difference(club_id: UUID, one: Difference, *, on: date) -> str:
    """Return what a club's figures say otherwise than its lists and books, by the figure's name in the read model."""
    values = {
        "month": _say(one.month),
        "figure": one.figure,
        "stands": _known(one.stands),
        "right": _known(one.is_right),
    }
    said = _("figures of %(month)s: %(figure)s is %(stands)s, by its lists and books %(right)s")
    if one.is_missing:
        said = _("figures of %(month)s: missing")
    if one.is_extra:
        said = _("figures of %(month)s: its lists and books know no such month")
    return f"{say_club(club_id, on=on)}: {said % values}."


def _known(figure: int | None) -> str:
    return _("nobody knows") if figure is None else number_format(figure, force_grouping=True)


def say_outcome(*, clubs: int, entries: int, found: int) -> str:
    """Return what a verification of so many clubs and entries came to."""
    read = {"clubs": clubs, "entries": number_format(entries), "found": found}
    if found:
        return _("%(clubs)d clubs, %(entries)s entries read: %(found)d things do not agree.") % read
    return _("%(clubs)d clubs, %(entries)s entries read: all of it agrees.") % read


def say_club(club_id: UUID, *, on: date) -> str:
    """Return a club's name and village."""
    club = club_summary(club_id, on)
    return f"{club.name} ({club.village})" if club else str(club_id)


def say_entry(entry: Remark) -> str:
    """Return an entry of the books as people name it: "PT 0012/2026, Quỹ hoạt động", "kiểm quỹ 15/11/2026"."""
    values = {name: _say(value) for name, value in entry.values.items()}
    return (_(entry.message) % values).replace(" ,", ",")


def say_printed(club_ids: Iterable[UUID], code: str, *, on: date) -> Iterator[str]:
    """Yield for each club whose books once ended in this code until which entry a book printed then still agrees."""
    for club_id in club_ids:
        point = printed_until(club_id, code)
        if point is not None:
            yield _("%(club)s: the printed book agrees until %(entry)s, entry %(place)d of the books.") % {
                "club": say_club(club_id, on=on),
                "entry": say_entry(point.entry),
                "place": point.sequence,
            }


def _say(value: object) -> str:
    if isinstance(value, Month):
        return f"{value.number:02d}/{value.year}"
    if isinstance(value, date):
        return date_format(value, "d/m/Y")
    return _(str(value)) if value else ""
