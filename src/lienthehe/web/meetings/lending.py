"""Xét vay: who asks for a loan, how the members vote, and what is handed over today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop

from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal
from lienthehe.loans.rules.applications import Outcome, State
from lienthehe.loans.rules.schedules import Method
from lienthehe.meetings.rules.boxes import faults_of_payments
from lienthehe.meetings.rules.loans import LoanPaidOut, LoanRequest, LoanVote
from lienthehe.meetings.rules.sheets import MeetingSheet
from lienthehe.web.clubs.wording import write_address
from lienthehe.web.loans.offers import Offer, offer_of
from lienthehe.web.loans.wording import write_percent
from lienthehe.web.meetings.forms import Part, Said, StepPage
from lienthehe.web.meetings.lending_forms import DECISIONS, AskForm, DecideForm
from lienthehe.web.meetings.requests import RequestLine, Requests, lines_in
from lienthehe.web.meetings.wording import say_votes
from lienthehe.web.wording import write_dong, write_refusal

ASK, UNDO, REMOVE = "ask", "undo", "remove"
MONTHS_OF_YEAR = 12
_RATES = {
    Method.FLAT: gettext_noop("%(rate)s of the amount borrowed"),
    Method.BULLET: gettext_noop("%(rate)s of the amount borrowed"),
    Method.EQUAL_PRINCIPAL: gettext_noop("%(rate)s of what is still owed"),
    Method.EQUAL_INSTALMENTS: gettext_noop("%(rate)s of what is still owed"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A request's line in the list: its state in words, with the sign "done", "warn" or none."""

    line: RequestLine
    text: str
    mark: str


class LendingPage(StepPage):
    """The requests, one of them open (`?mo=` its id). Each press decides about one and leaves the others alone."""

    key = "lending"
    template = "meetings/lending.html"
    owns = ("loan_requests", "loan_votes", "loans_paid_out")

    @cached_property
    def requests(self) -> Requests:
        return Requests(self.desk)

    @cached_property
    def open(self) -> RequestLine | None:
        """The request that is open."""
        return self.requests.find(self.asked.get("mo", ""))

    @property
    def act(self) -> str:
        """What was pressed; "" for going on to the next step."""
        act = self.posted("do")
        of_one = self.open is not None and act in DECISIONS | {UNDO, REMOVE}
        return act if of_one or act == ASK else ""

    def make_parts(self) -> dict[str, Part]:
        typed = self.typed if self.act not in {"", UNDO, REMOVE} else None
        if self.open is None:
            ask = AskForm(typed, desk=self.desk, prefix="ask", policy=self.requests.policy)
            return {"ask": ask}
        decide = DecideForm(
            typed, desk=self.desk, prefix="vote", act=self.act, line=self.open, requests=self.requests
        )
        return {"decide": decide}

    def is_valid(self) -> bool:
        if self.act in {"", UNDO, REMOVE}:
            return not self.faults
        return super().is_valid()

    def fields(self) -> dict[str, Any]:
        sheet = self.desk.sheet
        if self.act == ASK:
            return self._fields(requests=(*sheet.loan_requests, *self._asked_now()))
        line = self.open
        if not self.act or line is None:
            return self._fields()
        requests = sheet.loan_requests
        if self.act == REMOVE:
            requests = tuple(one for one in requests if one.id != line.id)
        form = self.parts["decide"]
        vote, paid = None, None
        if isinstance(form, DecideForm) and self.act in DECISIONS:
            vote, paid = form.vote(), form.paid() if form.is_paid else None
        votes = (one for one in sheet.loan_votes if one.application_id != line.id)
        given = (one for one in sheet.loans_paid_out if one.application_id != line.id)
        return self._fields(
            requests, (*votes, *([vote] if vote else [])), (*given, *([paid] if paid else []))
        )

    def _fields(
        self,
        requests: tuple[LoanRequest, ...] | None = None,
        votes: tuple[LoanVote, ...] | None = None,
        given: tuple[LoanPaidOut, ...] | None = None,
    ) -> dict[str, Any]:
        sheet = self.desk.sheet
        return {
            "loan_requests": sheet.loan_requests if requests is None else requests,
            "loan_votes": sheet.loan_votes if votes is None else votes,
            "loans_paid_out": sheet.loans_paid_out if given is None else given,
        }

    def _asked_now(self) -> Iterator[LoanRequest]:
        """Yield the request as typed; none where the same form was sent before."""
        form = self.parts.get("ask")
        if isinstance(form, AskForm):
            request = form.request()
            if request.id not in {line.id for line in self.requests.lines}:
                yield request

    def base_version(self) -> int:
        """Return the draft's own version where nothing that another officer decided is touched."""
        if self.open is None or not self.act or self.posted("seen") == self.open.seen:
            return self.desk.draft.version
        return super().base_version()

    def stays_at(self) -> str:
        if self.act == ASK:
            form = self.parts["ask"]
            return f"?mo={form.request().id}#top" if isinstance(form, AskForm) else "#top"
        if not self.act or self.open is None:
            return ""
        return "#top" if self.act == REMOVE else f"#r{self.open.id}"

    def context(self) -> dict[str, Any]:
        sheet, desk = self.desk.sheet, self.desk
        lines = self.requests.ordered()
        shared = {
            "shown": [_shown(self.desk, line) for line in lines],
            "too_much": [
                write_refusal(refused)
                for refused in faults_of_payments(replace(sheet, payments=()), desk.book)
                if sheet.loans_paid_out
            ],
            "lapsing": sum(line.lapses for line in lines),
            "members_first": self.requests.policy.members_first,
        }
        return shared | (self._of_one(self.open) if self.open else self._of_all())

    def _of_all(self) -> dict[str, Any]:
        lines = self.requests.lines
        return {
            "open": None,
            "free": self.requests.free() if lines else None,
            "waiting": sum(line.is_before_the_vote for line in lines),
        }

    def _of_one(self, line: RequestLine) -> dict[str, Any]:
        free, offer = self.requests.free(line), self._offer(line)
        rate = offer.rate if offer else Decimal(0)
        places = [one.id for one in self.requests.ordered()]
        return {
            "open": line,
            "who": _address(self.desk.sees_names, line),
            "place": places.index(line.id) + 1,
            "requests": len(places),
            "offer": offer,
            "rate": _say_rate(offer) if offer else "",
            "free": free,
            "warnings": self.requests.warnings(line, free=free.free, rate=rate),
            "now": _shown(self.desk, line, whole=True),
            "approval": line.approved_before,
            "present": len(self.desk.present),
        }

    def _offer(self, line: RequestLine) -> Offer | None:
        try:
            return offer_of(
                self.desk.club,
                principal=line.total,
                instalments=line.instalments,
                start=self.desk.sheet.on,
            )
        except Refusal:
            return None

    def said(self, sheet: MeetingSheet) -> Said:
        return [
            (
                gettext("%(name)s asks for %(amount)s")
                % {"name": line.who, "amount": write_dong(line.asked.total)},
                say_decision(self.desk, line),
            )
            for line in lines_in(self.desk, sheet, self.requests.rows)
        ]


def _shown(desk: Any, line: RequestLine, *, whole: bool = False) -> Shown:
    """Say where a request is; `whole`: with the votes, and who approves."""
    if line.is_decided:
        text = say_decision(desk, line) if whole else _say_shortly(line)
        return Shown(line, text, "done" if line.is_approved else "")
    before = line.approved_before
    if before and before.approved_on:
        said = {"day": f"{before.approved_on:%d/%m/%Y}", "amount": write_dong(before.approved)}
        if line.lapses:
            text = gettext("%(amount)s approved on %(day)s; it ends today unless it is handed over or kept")
            return Shown(line, text % said, "warn")
        return Shown(line, gettext("%(amount)s approved on %(day)s, not handed over yet") % said, "warn")
    if line.row and line.row.state is State.LAPSED and line.row.approved_on:
        day = {"day": f"{line.row.approved_on:%d/%m/%Y}"}
        return Shown(line, gettext("Approved on %(day)s, but that has ended: vote again") % day, "warn")
    return Shown(line, gettext("Waits for the vote"), "")


def say_decision(desk: Any, line: RequestLine) -> str:
    """Say what a draft decides about a request: "Cho vay 6.000.000 đ, 12 tháng; trao hôm nay, Hoàng Thị Mến cùng duyệt"."""
    if not line.is_decided:
        return ""
    if not line.is_approved:
        return _say_not_lent(line)
    said = gettext("%(amount)s is lent over %(months)d months") % {
        "amount": write_dong(line.total),
        "months": line.instalments,
    }
    votes = f" ({say_votes(line.vote)})" if line.vote else ""
    return f"{said}{votes}; {_say_paid(desk, line)}"


def _say_shortly(line: RequestLine) -> str:
    if not line.is_approved:
        return _say_not_lent(line)
    said = {"amount": write_dong(line.total)}
    if line.paid:
        return gettext("%(amount)s is lent and handed over today") % said
    return gettext("%(amount)s is lent, not handed over today") % said


def _say_not_lent(line: RequestLine) -> str:
    assert line.vote is not None
    postponed = line.vote.outcome is Outcome.POSTPONED
    said = gettext("Not lent this time, put off") if postponed else gettext("Not lent")
    return f"{said}: {line.vote.reason}" if line.vote.reason else said


def _say_paid(desk: Any, line: RequestLine) -> str:
    if line.paid is None:
        return gettext("not handed over today")
    second = dict(desk.second_choices).get(str(line.paid.second_officer or ""), "")
    if not second:
        return gettext("handed over today")
    return gettext("handed over today, approved by %(name)s") % {"name": second}


def _address(names: bool, line: RequestLine) -> str:  # noqa: FBT001
    if line.member is None or not names:
        return line.who
    return f"{capfirst(write_address(line.member.sex, line.member.age))} {line.who}"


def _say_rate(offer: Offer) -> str:
    rate = offer.terms.annual_rate / MONTHS_OF_YEAR
    if not rate:
        return gettext("no interest")
    return gettext(_RATES[offer.terms.method]) % {"rate": write_percent(rate)}


def say_loans(requests: Requests) -> list[tuple[str, Dong]]:
    """Say each request as it is read out at the end, with what is handed over today (đồng); 0 for nothing."""
    return [
        (_say_read_out(requests.desk, line), line.paid.money if line.paid else Dong(0))
        for line in requests.ordered()
        if line.is_decided or line.is_new or line.approved_before
    ]


def _say_read_out(desk: Any, line: RequestLine) -> str:
    asks = gettext("%(name)s asks for %(amount)s (%(purpose)s)") % {
        "name": line.who,
        "amount": write_dong(line.asked.total),
        "purpose": line.asked.purpose,
    }
    return f"{asks}. {_shown(desk, line, whole=True).text}."
