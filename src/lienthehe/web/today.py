"""Hôm nay: the next meeting, both boxes, and at most five things that need somebody, each a link."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.clubs.queries import MemberRow, board_term_on, regulations_of
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.capital import capital_standings
from lienthehe.ledger.queries.money import box_balances, first_entry_month, last_closed_month
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.capital import due_soon
from lienthehe.ledger.rules.months import months_to_close
from lienthehe.lifecycle.queries.leaving import leavers_owed
from lienthehe.lifecycle.queries.openings import books_have_begun
from lienthehe.loans.queries.applications import open_applications
from lienthehe.loans.queries.loans import loans_on
from lienthehe.loans.rules.applications import State
from lienthehe.loans.rules.standings import LoanState
from lienthehe.meetings.queries import last_meeting
from lienthehe.web.clubs.lists import Who, member_lines
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.loans.lists import Shown
from lienthehe.web.loans.wording import call, say_state
from lienthehe.web.wording import write_month

MOST_TASKS = 5
PENSION_AGE = 75
"""From this age the social pension is asked for (Decree 176/2025)."""
DAYS_AHEAD = 60


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: where it is done, who or what it is about, why; `mark` is "warn", "stop" or ""."""

    href: str
    who: str
    what: str
    mark: str = ""
    amount: Dong | None = None


@require_safe
def today(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """The club's first page."""
    desk = desk_of(request, club_id, Act.SEE_CLUB)
    meets_on = _next_meeting(desk)
    sees_books = Act.SEE_BOOKS in desk.may
    boxes = box_balances(club_id) if sees_books else {}
    context = desk.frame(
        meets_on=meets_on,
        days=(meets_on - desk.today).days,
        boxes=[(_(fund.label), boxes[fund]) for fund in Fund if sees_books],
        total=sum(boxes.values()),
        month=Month.of(desk.today),
        tasks=list(islice(_tasks(desk), MOST_TASKS)),
    )
    return render(request, "today.html", context)


def _next_meeting(desk: Desk) -> date:
    """Return the next meeting's day by the club's rule; the one after it when today's has been held."""
    last = last_meeting(desk.club.id, before=desk.today)
    held_today = last is not None and last.on == desk.today
    return desk.club.facts.meeting.next_on(desk.today + timedelta(days=held_today))


def _tasks(desk: Desk) -> Iterator[Task]:
    """Yield what needs somebody, the most pressing first."""
    yield from _beginnings(desk)
    yield from _meeting(desk)
    if Act.SEE_BOOKS in desk.may:
        yield from _differences(desk)
        yield from _leavers(desk)
        yield from _loans(desk)
        yield from _requests(desk)
        yield from _capital(desk)
        yield from _months(desk)
        yield from _dues(desk)
    if desk.sees_names:
        yield from _birthdays(desk)


def _beginnings(desk: Desk) -> Iterator[Task]:
    """Yield what a new club writes down first, in this order: its members, its board, its regulations."""
    club_id = desk.club.id
    if Act.KEEP_PEOPLE in desk.may and not desk.members:
        yield Task(reverse("join-many", args=[club_id]), _("Enter the members"), _("the list is still empty"))
    if Act.KEEP_BOARD in desk.may and board_term_on(club_id, desk.today) is None:
        text = _("not written down yet") if desk.members else _("after the members are entered")
        yield Task(reverse("board-elect", args=[club_id]), _("Record the board"), text)
    if Act.KEEP_REGULATIONS in desk.may and not regulations_of(club_id):
        text = _("who contributes how much, and how many must be present")
        yield Task(reverse("regulation-adopt", args=[club_id]), _("Record the regulations"), text)
    if {Act.RECORD_MONEY, Act.SEE_PEOPLE} <= desk.may and not books_have_begun(club_id):
        text = _("if the club has been running: its cash, its sources, its loans")
        yield Task(reverse("opening", args=[club_id]), _("Bring the old books forward"), text)


def _meeting(desk: Desk) -> Iterator[Task]:
    """Yield this month's meeting once its day is over and none of the month is in the books; never before the first."""
    month = Month.of(desk.today)
    was_due = desk.club.facts.meeting.day_in(month)
    last = last_meeting(desk.club.id, before=desk.today)
    is_missing = last is not None and last.on not in month and was_due < desk.today
    if is_missing and Act.RECORD_MEETING in desk.may:
        who = _("The meeting of %(month)s is not in the books") % {"month": write_month(month)}
        text = _("it was due on %(day)s") % {"day": f"{was_due:%d/%m}"}
        yield Task(reverse("meeting-begin", args=[desk.club.id]), who, text, "warn")


def _differences(desk: Desk) -> Iterator[Task]:
    href = reverse("entries", args=[desk.club.id])
    for (fund, kind), amount in desk.differences.items():
        missing = kind is AccountKind.SHORTAGE
        who = _("Missing from the box") if missing else _("Too much in the box")
        yield Task(href, who, _("%(fund)s, not settled yet") % {"fund": _(fund.label)}, "stop", amount)


def _leavers(desk: Desk) -> Iterator[Task]:
    """Yield what is still owed to people who have left: one by name, several as one line."""
    owed = leavers_owed(desk.club.id) if Act.RECORD_MONEY in desk.may else []
    text = _("the share is not handed over yet")
    if len({one.membership_id for one in owed}) > 1:
        amount = Dong(sum(one.amount for one in owed))
        yield Task(
            reverse("leavers-owed", args=[desk.club.id]), _("Owed to who has left"), text, "warn", amount
        )
        return
    for one in owed:
        href = reverse("pay-leaver", args=[desk.club.id, one.fund, one.membership_id])
        who = desk.called_once(one.membership_id, one.full_name, one.number)
        yield Task(href, _("Pay %(who)s, who has left") % {"who": who}, text, "warn", one.amount)


def _loans(desk: Desk) -> Iterator[Task]:
    """Yield what is late of loans, then what falls due this month: one loan by name, several as one line."""
    rows = [row for row in loans_on(desk.club.id, desk.today) if row.state is LoanState.RUNS]
    late = [row for row in rows if row.at.overdue.total]
    due = [row for row in rows if row.at.due.total and not row.at.overdue.total]
    many = {
        Shown.LATE: ngettext("%(count)d loan is late", "%(count)d loans are late", len(late)),
        Shown.DUE: ngettext("%(count)d loan is due", "%(count)d loans are due", len(due)),
    }
    for shown, found, mark in ((Shown.LATE, late, "stop"), (Shown.DUE, due, "warn")):
        if len(found) == 1:
            href = reverse("loan", args=[desk.club.id, found[0].id])
            yield Task(href, call(desk, found[0]), say_state(found[0]).text, mark)
        elif found:
            href = f"{reverse('loans', args=[desk.club.id])}?show={shown}"
            amount = Dong(sum(row.at.asked.total for row in found))
            yield Task(href, many[shown] % {"count": len(found)}, _("all together"), mark, amount)


def _requests(desk: Desk) -> Iterator[Task]:
    """Yield the requests for loans that wait for the meeting's vote, or to be paid out."""
    if Act.KEEP_LOANS not in desk.may:
        return
    waiting = open_applications(desk.club.id)
    href = reverse("applications", args=[desk.club.id])
    approved = [row for row in waiting if row.state is State.APPROVED]
    asked = len(waiting) - len(approved)
    if approved:
        who = ngettext("%(count)d approved loan", "%(count)d approved loans", len(approved))
        amount = Dong(sum(row.approved for row in approved))
        yield Task(href, who % {"count": len(approved)}, _("not paid out yet"), amount=amount)
    if asked:
        who = ngettext("%(count)d request for a loan", "%(count)d requests for loans", asked)
        yield Task(href, who % {"count": asked}, _("for the meeting to vote on"))


def _capital(desk: Desk) -> Iterator[Task]:
    href = reverse("borrowed-capital", args=[desk.club.id])
    for one in due_soon(capital_standings(desk.club.id), on=desk.today):
        part = one.open_parts[0]
        late = part.on < desk.today
        text = _("should have gone back on %(day)s") if late else _("goes back on %(day)s")
        who = one.lender if desk.sees_names else _("Borrowed capital")
        yield Task(href, who, text % {"day": f"{part.on:%d/%m/%Y}"}, "stop" if late else "warn", part.amount)


def _months(desk: Desk) -> Iterator[Task]:
    if Act.CLOSE_MONTH not in desk.may:
        return
    club_id = desk.club.id
    first, last = first_entry_month(club_id), last_closed_month(club_id)
    waiting = months_to_close(first_entry=first, last_closed=last, today=desk.today)
    if waiting:
        who = _("Close month %(month)s") % {"month": write_month(waiting[0])}
        text = ngettext(
            "%(count)d month is over and open", "%(count)d months are over and open", len(waiting)
        )
        yield Task(
            reverse("close-month", args=[club_id, waiting[0]]), who, text % {"count": len(waiting)}, "warn"
        )


def _dues(desk: Desk) -> Iterator[Task]:
    behind = member_lines(desk.club.id, desk.today, who=Who.BEHIND, text="")
    if behind:
        href = f"{reverse('members', args=[desk.club.id])}?who={Who.BEHIND}"
        who = ngettext(
            "%(count)d person is behind with contributions",
            "%(count)d people are behind with contributions",
            len(behind),
        )
        amount = Dong(sum(line.behind for line in behind))
        yield Task(href, who % {"count": len(behind)}, _("all together"), amount=amount)


def _birthdays(desk: Desk) -> Iterator[Task]:
    """Yield who turns 75: on a day where it is known, else some time this year, so that nobody's pension is late."""
    coming = sorted((day, row) for row in desk.members if (day := _turns(row, desk.today)))
    for day, row in coming:
        who = _("%(name)s turns %(age)d") % {"name": row.full_name, "age": PENSION_AGE}
        text = _("on %(day)s: ask for the social pension") % {"day": f"{day:%d/%m}"}
        yield Task(reverse("person", args=[desk.club.id, row.person_id]), who, text)
    year = desk.today.year - PENSION_AGE
    born = [row for row in desk.members if row.birth_year == year and row.birth_date is None]
    if born:
        everybody = reverse("members", args=[desk.club.id])
        href = everybody if len(born) > 1 else reverse("person", args=[desk.club.id, born[0].person_id])
        who = ngettext("%(count)d person turns %(age)d", "%(count)d people turn %(age)d", len(born))
        names = ", ".join(row.full_name for row in born)
        yield Task(
            href,
            who % {"count": len(born), "age": PENSION_AGE},
            _("this year: %(names)s") % {"names": names},
        )


def _turns(row: MemberRow, today: date) -> date | None:
    """Return the day on which a member turns 75 if it comes within 60 days."""
    born = row.birth_date
    if born is None:
        return None
    leap = (born.month, born.day) == (2, 29)
    day = date(born.year + PENSION_AGE, 3, 1) if leap else born.replace(year=born.year + PENSION_AGE)
    return day if today <= day <= today + timedelta(days=DAYS_AHEAD) else None
