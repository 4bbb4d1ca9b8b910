"""Đọc lại và xác nhận: everything once more in large type, what still stands in the way, and the two who confirm."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.ledger.rules.accounts import LENDING_FUND
from lienthehe.ledger.rules.counts import CountMoment
from lienthehe.meetings.queries import digest_of_books
from lienthehe.meetings.queries.clubs import club_on_day
from lienthehe.meetings.rules.boxes import (
    boxes_closed,
    boxes_expected,
    counted,
    difference,
    faults_of_counts,
    faults_of_payments,
)
from lienthehe.meetings.rules.checks import check_sheet, has_quorum
from lienthehe.meetings.rules.refusals import PaymentNotConfirmed
from lienthehe.meetings.rules.sheets import Presence
from lienthehe.web.meetings.counts import box_label
from lienthehe.web.meetings.forms import DeskForm, Part, Said, StepPage
from lienthehe.web.meetings.health import is_raised
from lienthehe.web.meetings.lending import say_loans
from lienthehe.web.meetings.payments import say_payment
from lienthehe.web.meetings.plan import say_task
from lienthehe.web.meetings.receipts import say_receipt
from lienthehe.web.meetings.requests import Requests, faults_in
from lienthehe.web.meetings.steps import STEPS, is_done, url_of
from lienthehe.web.meetings.tasks import TasksPage
from lienthehe.web.meetings.visits import say_visits
from lienthehe.web.meetings.wording import say_votes
from lienthehe.web.meetings.work import say_work
from lienthehe.web.wording import write_refusal

PIN_FIGURES = 6
TWO = 2
_NOBODY_IS = {
    "chair": gettext_noop("Nobody is written down as the meeting's chair"),
    "secretary": gettext_noop("Nobody is written down as the meeting's secretary"),
}


class ConfirmForm(DeskForm):
    """Who confirms, by PIN, what was read out."""

    not_done = _("Not confirmed yet")

    officer = forms.ChoiceField(
        label=_("Who confirms now?"),
        error_messages={"required": _("Choose who confirms.")},
    )
    pin = forms.CharField(
        label=_("That person's PIN"),
        help_text=_("Six figures. Hand over the device: each of the two types their own."),
        max_length=20,
        error_messages={"required": _("Type the PIN of six figures.")},
        widget=forms.PasswordInput(
            attrs={
                "class": "input-pin",
                "inputmode": "numeric",
                "autocomplete": "off",
                "maxlength": PIN_FIGURES,
            }
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        confirmed = {one.officer_id for one in self.desk.draft.confirmations}
        waiting = [
            (str(officer.pk), f"{officer.full_name}, {role}")
            for officer, role in self.desk.confirmers
            if officer.pk not in confirmed
        ]
        choose = ("", gettext("Choose who confirms"))
        self.fields["officer"].choices = [choose, *waiting]  # type: ignore[attr-defined]

    def add_refusal(self, refused: Refusal | Refusals) -> None:
        """Put whatever is not about the PIN at the one who confirms."""
        for refusal in refused.refusals if isinstance(refused, Refusals) else (refused,):
            if refusal.field == "confirmations":
                refusal.field = "officer"
            super().add_refusal(refusal)


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands in the way of recording, in words, and where it is mended."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class FundClosed:
    """A fund at the meeting's end (đồng). `receipts` is less than `payers` where somebody pays for another."""

    name: str
    contributions: Dong
    payers: int
    receipts: int
    repaid: Dong
    loans_repaid: int
    now: Dong


@dataclass(frozen=True, slots=True)
class CountTold:
    """A count as it is read out (đồng): before or after, the box, what was found, and the difference."""

    at_opening: bool
    box: str
    counted: Dong
    difference: Dong
    explanation: str


class ReviewPage(StepPage):
    """Everything that the meeting will write, read from the draft alone."""

    key = "review"
    template = "meetings/review.html"

    def make_parts(self) -> dict[str, Part]:
        return {"confirm": ConfirmForm(self.typed, desk=self.desk)}

    @property
    def confirm(self) -> ConfirmForm:
        part = self.parts["confirm"]
        assert isinstance(part, ConfirmForm)
        return part

    def said(self, sheet: Any) -> Said:  # noqa: ARG002 - the review is read, never typed
        return []

    def context(self) -> dict[str, Any]:
        desk, sheet = self.desk, self.desk.sheet
        books_read = digest_of_books(desk.club.id, sheet.on)  # before anything of it is read to be shown
        self._club = club_on_day(
            desk.club.id, desk.members, desk.regulation(sheet.on), one_tin=desk.club.one_tin
        )
        return {
            "faults": list(self._faults()),
            "quorum_missed": not has_quorum(sheet, self._club),
            "quorum_percent": self._club.quorum_percent,
            "unnamed": list(self._unnamed()),
            "skipped": [
                (gettext(step.title), url_of(step, desk.club.id, sheet.id))
                for step in STEPS
                if step.page and not is_done(step, desk)
            ],
            "presences": {one.value: sum(p is one for p in desk.presence.values()) for one in Presence},
            "members": len(desk.members),
            "funds": list(self._funds()),
            "receipts": [(say_receipt(one), one.amount) for one in sheet.receipts],
            "loans": say_loans(self._requests),
            "lapsing": sum(line.lapses for line in self._requests.lines),
            "lending_url": self._place_of("loan_votes"),
            "payments": [
                (f"{gettext(one.purpose.label)}: {say_payment(desk, one)}", one.amount)
                for one in sheet.payments
            ],
            "counts": list(self._counts()),
            "measured": len(sheet.measurements),
            "raised": sum(map(is_raised, sheet.measurements)),
            "results": TasksPage(desk).said(sheet),
            "visits": say_visits(desk, sheet),
            "work": [(gettext(one.area.label), say_work(one)) for one in sheet.work],
            "decisions": [(one.text, say_votes(one)) for one in sheet.decisions],
            "plan": [(one.what, say_task(desk, one)) for one in sheet.plan],
            "seconds": self.seconds_waited_for(),
            "is_confirmed": self.is_confirmed,
            "books_read": books_read,
            "closing_url": self._place_of("closing_counts"),
        }

    @cached_property
    def _requests(self) -> Requests:
        return Requests(self.desk)

    def _faults(self) -> Iterator[Fault]:
        """Yield everything that recording would refuse, as far as the draft tells."""
        desk, sheet = self.desk, self.desk.sheet
        found: list[Refusal] = []
        try:
            check_sheet(sheet, self._club, today=desk.today)
        except Refusals as refused:
            found = list(refused.refusals)
        one_tin = desk.club.one_tin
        of_counts = chain.from_iterable(
            faults_of_counts(sheet, moment, desk.book, one_tin=one_tin)
            for moment in (CountMoment.OPENING, CountMoment.CLOSING)
        )
        for refusal in (
            *found,
            *of_counts,
            *faults_of_payments(sheet, desk.book),
            *faults_in(self._requests),
            *self._too_many_seconds(),
        ):
            yield Fault(write_refusal(refusal), self._place_of(refusal.field))

    def _unnamed(self) -> Iterator[Fault]:
        """Yield whom the minutes would leave out, chair and secretary; it stands in nobody's way."""
        for field, text in _NOBODY_IS.items():
            if getattr(self.desk.sheet, field) is None:
                yield Fault(gettext(text), self._place_of(field))

    def _place_of(self, field: str) -> str:
        for step in STEPS:
            behind = step.owns(field)
            if behind is not None:
                return url_of(step, self.desk.club.id, self.desk.sheet.id) + behind
        return ""

    def _funds(self) -> Iterator[FundClosed]:
        sheet = self.desk.sheet
        now = (
            boxes_closed(sheet, self.desk.book)
            if sheet.closing_counts
            else boxes_expected(sheet, self.desk.book)
        )
        for fund in Fund:
            given = [one for one in sheet.contributions if one.fund is fund]
            total = Dong(sum(one.amount for one in given))
            payers = {one.membership_id for one in given}
            receipts = {one.payer or one.membership_id for one in given}
            repaid = sheet.repayments if fund is LENDING_FUND else ()
            yield FundClosed(
                name=gettext(fund.label),
                contributions=total,
                payers=len(payers),
                receipts=len(receipts),
                repaid=Dong(sum(one.total for one in repaid)),
                loans_repaid=len(repaid),
                now=now[fund],
            )

    def _counts(self) -> Iterator[CountTold]:
        sheet, book = self.desk.sheet, self.desk.book
        for one in sheet.opening_counts:
            yield CountTold(True, box_label(one), counted(one), difference(one, book), one.explanation)
        expected = boxes_expected(sheet, book)
        for one in sheet.closing_counts:
            yield CountTold(False, box_label(one), counted(one), difference(one, expected), one.explanation)

    def _seconds(self) -> set[UUID]:
        """Who stands behind a payment or a loan paid out beside the writer."""
        sheet = self.desk.sheet
        behind = [one.second_officer for one in sheet.payments]
        behind += [one.second_officer for one in sheet.loans_paid_out]
        return {one for one in behind if one}

    def _too_many_seconds(self) -> Iterator[Refusal]:
        """Yield PaymentNotConfirmed where more than the two who confirm stand behind payments and loans."""
        if len(self._seconds()) > TWO:
            yield PaymentNotConfirmed(field="loans_paid_out")

    def seconds_waited_for(self) -> list[str]:
        """Return who must still confirm, because they stand behind a payment or a loan."""
        wanted = self._seconds()
        wanted -= {one.officer_id for one in self.desk.draft.confirmations}
        return sorted(
            f"{officer.full_name}, {role}" for officer, role in self.desk.confirmers if officer.pk in wanted
        )

    @property
    def is_confirmed(self) -> bool:
        """Whether two have confirmed, and everybody who stands behind a payment."""
        return len(self.desk.draft.confirmations) >= TWO and not self.seconds_waited_for()
