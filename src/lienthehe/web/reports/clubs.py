"""A club in figures: its months, and one month with the ways into the books that it comes from."""

from collections.abc import Iterator
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import Fund
from lienthehe.documents.tables import Shown
from lienthehe.foundation.months import Month
from lienthehe.meetings.queries import meetings_of_club
from lienthehe.reports.queries.club_months import kept_months
from lienthehe.reports.rules.figures import FIGURES, Figures
from lienthehe.reports.rules.indicators import add_up, indicators
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.reports.asked import wants_file
from lienthehe.web.reports.excel import as_file, cell_as_shown
from lienthehe.web.reports.figures import counting_of
from lienthehe.web.reports.tables import OF_A_CLUB, Cell, cell_of
from lienthehe.web.reports.wording import GROUPS, name_of
from lienthehe.web.wording import write_month

MONTHS_A_PAGE = 24
_NOT_OF_ONE = ("clubs", "members_per_club", "funds_per_club")


@require_safe
def club_months(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """The months of a club that are over, the latest first, each a way into its figures."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    months = [one for one in reversed(kept_months(club_id).items()) if one[0] < Month.of(desk.today)]
    shown = Paginator(months, MONTHS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(month, _cells(figures, OF_A_CLUB)) for month, figures in shown]
    headings = [name_of(indicators()[code]) for code in OF_A_CLUB]
    if wants_file(request):
        lines = [[Shown(write_month(month)), *map(cell_as_shown, cells)] for month, cells in rows]
        return as_file(desk.club.name, [desk.club.place_name], [_("Month"), *headings], lines)
    context = desk.frame(rows=rows, headings=headings, page=shown)
    return render(request, "reports/club_months.html", context)


@require_safe
def club_month(request: HttpRequest, club_id: UUID, month: Month) -> HttpResponse:
    """One month of a club: every figure, and the books, loans, meetings and members behind it."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    if month > Month.of(desk.today):
        raise Http404
    figures = kept_months(club_id).get(month) or dict.fromkeys(FIGURES)
    groups = [(_(title), list(_told(figures, group))) for group, title in GROUPS.items()]
    if wants_file(request):
        rows = [[Shown(cell.label), cell_as_shown(cell)] for _title, told in groups for cell, _said in told]
        return as_file(desk.club.name, [write_month(month)], [_("Figure"), _("Value")], rows)
    context = desk.frame(month=month, groups=groups, ways=list(_ways(desk, month, figures)))
    return render(request, "reports/club_month.html", context)


def _cells(figures: Figures, codes: tuple[str, ...]) -> list[Cell]:
    return [cell_of(one, add_up(one, [figures])) for one in (indicators()[code] for code in codes)]


def _told(figures: Figures, group: str) -> Iterator[tuple[Cell, str]]:
    """Yield the figures of a group with their definitions; counts of clubs say nothing of one club."""
    for one in indicators().values():
        if one.group == group and one.code not in _NOT_OF_ONE and not one.code.startswith("clubs_"):
            value = add_up(one, [figures])
            yield cell_of(one, value), counting_of(one, value).definition


def _ways(desk: Desk, month: Month, figures: Figures) -> Iterator[tuple[str, str, str]]:
    """Yield where the month's figures come from: address, what it is, which figures."""
    club_id = desk.club.id
    if figures["told"] is not None:
        for fund in Fund:
            text = _("every voucher of the month")
            yield reverse("cash-book", args=[club_id, fund, month]), _(fund.label), text
        day = f"{month.last:%d/%m/%Y}"
        at_end = _("Loans on %(day)s") % {"day": day}
        yield f"{reverse('loans', args=[club_id])}?on={day}", at_end, _("who still owes how much")
    for meeting in meetings_of_club(club_id):
        if meeting.stands_for == month:
            said = _("Meeting of %(day)s") % {"day": f"{meeting.on:%d/%m/%Y}"}
            present = _("%(present)d of %(members)d present")
            values = {"present": meeting.present, "members": meeting.members}
            yield reverse("meeting", args=[club_id, meeting.id]), said, present % values
    day = f"{month.last:%d/%m/%Y}"
    counted = f"{reverse('club', args=[club_id])}?ngay={day}"
    yield counted, _("Members on %(day)s") % {"day": day}, _("how many, women, older, in need")
