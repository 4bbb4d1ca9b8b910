"""The minutes of a meeting on paper: what was said, decided, paid in, paid out and counted.

Figures of the funds are those that the meeting froze. Health stands here in numbers of people alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from lienthehe.care.queries import readings_of_meeting
from lienthehe.clubs.queries import ClubSummary, board_on
from lienthehe.clubs.rules import Fund, Post
from lienthehe.documents.lending import say_loan
from lienthehe.documents.paper import (
    GAP,
    LINE,
    PAGE_WIDTH,
    TITLE,
    Heading,
    Signer,
    heading,
    lines_of,
    paginate,
    room,
    signs,
)
from lienthehe.documents.wording import say_dong, say_line, say_voucher
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.cash_book import box_change
from lienthehe.ledger.queries.counts import CountView
from lienthehe.ledger.queries.vouchers import VoucherView
from lienthehe.ledger.rules.accounts import CONTRIBUTION_KINDS
from lienthehe.ledger.rules.counts import CountMoment
from lienthehe.ledger.rules.vouchers import Line, VoucherKind
from lienthehe.loans.queries.votes import loans_of_meeting
from lienthehe.meetings.queries import MeetingView, meeting_view
from lienthehe.meetings.queries.meetings import DecisionRow, TaskReportRow, TaskRow, WorkRow
from lienthehe.meetings.rules.sheets import Outcome, Presence

BETWEEN, HEADING_LINE, FUNDS_TABLE, FOUND = 28, 65, 250, 3 * LINE
"""What lies between two paragraphs, a section's heading, both funds' table, and what a count's column adds to it."""
INTRODUCTION, INTRODUCTION_LINES = TITLE + 2 * GAP + LINE, 2
"""What the first page has before its first paragraph, in tenths of a millimetre and in lines beside the names."""

_OUTCOMES = {
    Outcome.DONE: gettext_noop("done"),
    Outcome.GOES_ON: gettext_noop("goes on"),
    Outcome.DROPPED: gettext_noop("given up"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a list's line; `heading` stands above it; `is_funds`: the table of both funds follows it."""

    text: str
    heading: str = ""
    is_item: bool = False
    is_funds: bool = False


@dataclass(frozen=True, slots=True)
class FundLine:
    """What one fund's box held before the meeting, what came and went, and what it held after (đồng).

    `found` is what the counts found beside the book, below zero where something was missing.
    """

    label: str
    before: Dong
    paid_in: Dong
    paid_out: Dong
    found: Dong
    after: Dong


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """The minutes as they are printed."""

    heading: Heading
    number: int
    year: int
    on: date
    month: Month
    begins: time | None
    ends: time | None
    place: str
    chair: str
    secretary: str
    present: int
    excused: int
    absent: int
    guests: tuple[str, ...]
    funds: tuple[FundLine, ...]
    confirmers: tuple[str, str]
    pages: tuple[tuple[Block, ...], ...]
    signers: tuple[Signer, ...]

    @property
    def is_found(self) -> bool:
        """Whether a count found more or less than the book said."""
        return any(line.found for line in self.funds)

    @property
    def members(self) -> int:
        return self.present + self.excused + self.absent


def minutes_paper(club: ClubSummary, meeting_id: UUID, *, health: bool, at: datetime) -> MinutesPaper | None:
    """Return a meeting's minutes; None when the club has none such. They name people: for who may see them.

    `health`: whether to say how many were measured, and how many should see the health station.
    """
    meeting = meeting_view(club.id, meeting_id)
    if meeting is None:
        return None
    blocks = _numbered(_blocks(club, meeting, health=health))
    top, funds, guests = (
        heading(club.id, on=meeting.on, at=at),
        tuple(_funds(meeting)),
        tuple(_guests(meeting)),
    )
    signers = _signers(club.id, meeting)
    said = ", ".join((meeting.place, meeting.chair, meeting.secretary, *guests))
    first = INTRODUCTION + LINE * (INTRODUCTION_LINES + lines_of(said, PAGE_WIDTH))
    table = FUNDS_TABLE + (FOUND if any(line.found for line in funds) else 0)

    def measure(block: Block) -> int:
        return _height(block, table) + (first if block is blocks[0] else 0)

    confirmed = GAP + LINE * (1 + lines_of(" ".join(meeting.confirmers), PAGE_WIDTH))
    return MinutesPaper(
        heading=top,
        number=meeting.number,
        year=meeting.year,
        on=meeting.on,
        month=meeting.stands_for,
        begins=meeting.begins,
        ends=meeting.ends,
        place=meeting.place,
        chair=meeting.chair,
        secretary=meeting.secretary,
        present=meeting.number_of(Presence.PRESENT),
        excused=meeting.number_of(Presence.EXCUSED),
        absent=meeting.number_of(Presence.ABSENT),
        guests=guests,
        funds=funds,
        pages=tuple(
            paginate(blocks, measure, full=room(top) + TITLE + GAP, closing=confirmed + signs(signers))
        ),
        confirmers=meeting.confirmers,
        signers=signers,
    )


def _guests(meeting: MeetingView) -> Iterator[str]:
    return (f"{name} ({body})" if body else name for name, body in meeting.guests)


def _signers(club_id: UUID, meeting: MeetingView) -> tuple[Signer, ...]:
    return (
        Signer(_("Secretary of the meeting"), meeting.secretary),
        Signer(_(Post.TREASURER.label), _treasurer(club_id, meeting.on)),
        Signer(_("Chair of the meeting"), meeting.chair),
    )


def _blocks(club: ClubSummary, meeting: MeetingView, *, health: bool) -> Iterator[list[Block]]:
    """Yield the sections, each its blocks; one that has nothing to say is empty."""
    yield _section(_("What was planned last time"), map(_say_report, meeting.task_reports))
    yield [
        Block(
            _("Both boxes, before and after the meeting:"), _("Receipts, payments and balance"), is_funds=True
        ),
        *(Block(text, is_item=True) for text in _money(meeting)),
    ]
    loans = loans_of_meeting(club.id, meeting.id)
    yield _section(_("Votes on loans"), (say_loan(one, meeting.vouchers) for one in loans))
    if health:
        yield _section(_("Health"), _health(club, meeting))
    yield _section(_("What was done"), map(_say_work, meeting.work))
    yield _section(_("Talks"), meeting.topics)
    yield _section(_("Decisions"), map(_say_decision, meeting.decisions))
    yield _section(_("Plan for next month"), map(_say_task, meeting.plan))
    yield _section(_("Count of the box"), (_say_count(one, meeting.vouchers) for one in meeting.counts))


def _section(title: str, texts: Iterable[str]) -> list[Block]:
    blocks = [Block(text, is_item=True) for text in texts]
    return [replace(blocks[0], heading=title), *blocks[1:]] if blocks else []


def _numbered(sections: Iterable[list[Block]]) -> list[Block]:
    """Put the sections that have something to say behind each other, their headings numbered."""
    said = [section for section in sections if section]
    return [
        replace(block, heading=f"{number}. {block.heading}") if block.heading else block
        for number, section in enumerate(said, start=1)
        for block in section
    ]


def _height(block: Block, funds_table: int) -> int:
    size = BETWEEN + LINE * lines_of(block.text, PAGE_WIDTH - 2)
    return size + (HEADING_LINE if block.heading else 0) + (funds_table if block.is_funds else 0)


def _funds(meeting: MeetingView) -> Iterator[FundLine]:
    for fund in Fund:
        changes = [box_change(view, fund) for view in meeting.vouchers if not view.draft.count]
        found = sum(box_change(view, fund) for view in meeting.vouchers if view.draft.count)
        paid_in, paid_out = sum(c for c in changes if c > 0), -sum(c for c in changes if c < 0)
        before, after = meeting.boxes_before[fund], meeting.boxes_after[fund]
        yield FundLine(_(fund.label), before, Dong(paid_in), Dong(paid_out), Dong(found), after)


def _money(meeting: MeetingView) -> Iterator[str]:
    """Yield the contributions together, then every other receipt and payment; a count's difference stands with it."""
    contributed = [line for view in meeting.vouchers for line in view.draft.lines if _is_contribution(line)]
    if contributed:
        people = len({line.for_member for line in contributed})
        text = ngettext(
            "%(people)d person contributed, %(amount)s together.",
            "%(people)d people contributed, %(amount)s together.",
            people,
        )
        yield text % {"people": people, "amount": say_dong(sum(line.amount for line in contributed))}
    for view in meeting.vouchers:
        others = tuple(line for line in view.draft.lines if not _is_contribution(line))
        if others and view.draft.count is None:
            amount = (
                sum(line.amount for line in others) if len(others) < len(view.draft.lines) else view.total
            )
            said = _say_money(replace(view, draft=replace(view.draft, lines=others)))
            yield f"{view.number}: {said}, {say_dong(amount)}{_say_approval(view)}."


def _say_money(view: VoucherView) -> str:
    """Say a voucher; a payment that was described in words also with its purposes."""
    said = say_voucher(view)
    if view.draft.kind is not VoucherKind.PAYMENT or not view.draft.wording.narration:
        return said
    purposes = dict.fromkeys(say_line(view.draft, line) for line in view.draft.lines)
    return f"{said} ({', '.join(purposes)})"


def _say_approval(view: VoucherView) -> str:
    return _(", approved by %(name)s") % {"name": view.second_officer} if view.second_officer else ""


def _is_contribution(line: Line) -> bool:
    return line.credit.kind in CONTRIBUTION_KINDS


def _health(club: ClubSummary, meeting: MeetingView) -> Iterator[str]:
    readings = readings_of_meeting(club.id, meeting.id)
    measured = sum(reading.systolic is not None for reading in readings)
    raised = sum(reading.is_raised for reading in readings)
    if measured:
        text = ngettext(
            "Blood pressure of %(people)d person measured.",
            "Blood pressure of %(people)d people measured.",
            measured,
        )
        yield text % {"people": measured}
    if raised:
        text = ngettext(
            "%(people)d person with 140/90 or more was asked to see the health station.",
            "%(people)d people with 140/90 or more were asked to see the health station.",
            raised,
        )
        yield text % {"people": raised}


def _say_report(report: TaskReportRow) -> str:
    said = f"{_say_who(report.task)}: {_(_OUTCOMES[report.outcome])}"
    return f"{said}. {report.note}" if report.note else f"{said}."


def _say_task(task: TaskRow) -> str:
    said = _say_who(task)
    if task.until is None:
        return f"{said}."
    return _("%(text)s, until %(day)s.") % {"text": said, "day": date_format(task.until, "d/m/Y")}


def _say_who(task: TaskRow) -> str:
    return f"{task.who}: {task.what}" if task.who else task.what


def _say_work(work: WorkRow) -> str:
    said = [_(work.area.label)]
    if work.volunteer:
        times = ngettext("%(count)d visit", "%(count)d visits", work.times) % {"count": work.times}
        said.append(f"{work.volunteer}, {times}")
    if work.text:
        said.append(work.text)
    text = ": ".join((said[0], ", ".join(said[1:])))
    people = ngettext("%(count)d person", "%(count)d people", work.people) % {"count": work.people}
    return f"{text} ({people})." if work.people else f"{text}."


def _say_decision(decision: DecisionRow) -> str:
    votes = _("%(yes)d for, %(no)d against, %(none)d abstained") % {
        "yes": decision.votes_for,
        "no": decision.votes_against,
        "none": decision.abstained,
    }
    return f"{decision.text}: {votes}."


def _say_count(count: CountView, vouchers: Sequence[VoucherView]) -> str:
    opening = count.moment is CountMoment.OPENING
    when = _("Counted before:") if opening else _("Counted at the end:")
    return f"{when} {_say_found(count, vouchers)}"


def _say_found(count: CountView, vouchers: Sequence[VoucherView]) -> str:
    funds = " + ".join(_(fund.label) for fund in count.funds)
    figures = {"fund": funds, "counted": say_dong(count.counted), "book": say_dong(count.book)}
    if not count.difference:
        return _("%(fund)s: counted %(counted)s, as the book says.") % figures
    figures["difference"] = say_dong(abs(count.difference))
    missing = _("%(fund)s: counted %(counted)s, the book says %(book)s, %(difference)s missing.")
    too_much = _("%(fund)s: counted %(counted)s, the book says %(book)s, %(difference)s too much.")
    said = (missing if count.difference < 0 else too_much) % figures
    voucher = next((view for view in vouchers if view.draft.count == count.id), None)
    return f"{said} {voucher.draft.wording.reason} ({voucher.number})." if voucher else said


def _treasurer(club_id: UUID, on: date) -> str:
    return next((row.full_name for row in board_on(club_id, on) if row.post is Post.TREASURER), "")
