"""The forms of the step about loans: a request made at the meeting, and what the members decide about one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.refusals import Refusal
from lienthehe.ledger.rules.refusals import NotEnoughInStock
from lienthehe.loans.rules.applications import (
    LONGEST_TEXT,
    Outcome,
    State,
    check_application,
    check_ballot,
)
from lienthehe.loans.rules.policies import LoanPolicy
from lienthehe.meetings.rules.lending import NotEnoughToLend
from lienthehe.meetings.rules.loans import LoanPaidOut, LoanRequest, LoanVote
from lienthehe.meetings.rules.refusals import MoreVotesThanPresent
from lienthehe.web.forms import Choices, MoneyField, NameField
from lienthehe.web.ledger.forms import FormId
from lienthehe.web.meetings.forms import TEXT, DeskForm, WhoField
from lienthehe.web.meetings.requests import RequestLine, Requests
from lienthehe.web.meetings.visits import number_field

OTHER = "other"
APPROVE, POSTPONE, REFUSE = "approve", "postpone", "refuse"
PAY, KEEP, DROP = "pay", "keep", "drop"
"""What is pressed on a request that is voted on; and on an approval of before: hand it over, keep it, let it go."""
DECISIONS = frozenset({APPROVE, POSTPONE, REFUSE, PAY, KEEP, DROP})
_OUTCOMES = {
    APPROVE: Outcome.APPROVED,
    KEEP: Outcome.APPROVED,
    POSTPONE: Outcome.POSTPONED,
    REFUSE: Outcome.REFUSED,
    DROP: Outcome.REFUSED,
}


class AskForm(DeskForm):
    """Somebody asks for a loan at the meeting. `id` is made as the form is shown: sent twice, it is one request."""

    id = FormId()
    who = WhoField(
        label=_("Who asks for a loan?"),
        only_members=True,
        error_messages={"required": _("Write the member's name.")},
    )
    money = MoneyField(label=_("How much money?"), required=False)
    purpose = forms.ChoiceField(
        label=_("What is it for?"), error_messages={"required": _("Choose what it is for.")}
    )
    purpose_other = NameField(
        label=_("Something else? Write what it is for"), required=False, max_length=LONGEST_TEXT
    )
    instalments = forms.ChoiceField(
        label=_("Over how many months?"),
        widget=Choices,
        error_messages={"required": _("Choose over how many months.")},
    )
    months_other = number_field(_("Another number of months"), required=False)
    goods = NameField(
        label=_("Goods as well? Which ones? (may stay empty)"),
        help_text=_("For example: 2 piglets."),
        required=False,
        max_length=LONGEST_TEXT,
    )
    goods_value = MoneyField(label=_("What are the goods worth?"), required=False)
    guarantor = NameField(
        label=_("Who stands for it, or who is the heir? (may stay empty)"),
        required=False,
        max_length=LONGEST_TEXT,
    )
    field_order = [
        "id", "who", "money", "purpose", "purpose_other", "instalments", "months_other", "goods", "goods_value",
        "guarantor",
    ]  # fmt: skip

    def __init__(self, *args: Any, policy: LoanPolicy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = [(str(n), gettext("%(months)d months") % {"months": n}) for n in policy.instalments]
        purposes = [(one, one) for one in policy.purposes]
        first = ("", gettext("Choose what it is for"))
        _choose(self, "instalments", [*months, (OTHER, gettext("Another number"))])
        _choose(self, "purpose", [first, *purposes, (OTHER, gettext("Something else"))])

    def clean(self) -> None:
        given = self.cleaned_data
        if given.get("purpose") == OTHER and not given.get("purpose_other"):
            self.add_error("purpose_other", gettext("Write what it is for."))
        if given.get("instalments") == OTHER and not given.get("months_other", 1):
            self.add_error("months_other", gettext("Write the number of months, for example 10."))
        if self.errors:
            return
        try:
            check_application(self.request().application(self.desk.sheet.on))
        except Refusal as refused:
            self.add_refusal(refused)

    def request(self) -> LoanRequest:
        """Return what was typed as a request."""
        given = self.cleaned_data
        months = given["months_other"] if given["instalments"] == OTHER else given["instalments"]
        return LoanRequest(
            id=given["id"],
            membership_id=given["who"].member.membership_id,
            money=given["money"] or ZERO,
            instalments=int(months),
            purpose=given["purpose_other"] if given["purpose"] == OTHER else given["purpose"],
            goods=given["goods"],
            goods_value=given["goods_value"] or ZERO,
            guarantor=given["guarantor"],
        )


class DecideForm(DeskForm):
    """What the members decide about one request, and whether it is paid out now."""

    votes_for = number_field(_("In favour"), required=False)
    votes_against = number_field(_("Against"), required=False)
    abstained = number_field(_("Abstaining"), required=False)
    money = MoneyField(label=_("How much is lent in money?"), required=False, at_least=0)
    goods_value = MoneyField(label=_("What are the goods worth?"), required=False, at_least=0)
    instalments = number_field(_("Over how many months?"), required=False)
    reason = NameField(
        label=_("Why? (may stay empty when it is lent)"),
        help_text=_("It is read out and stands in the minutes."),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    pay = forms.BooleanField(label=_("Hand the money over today"), required=False)
    second_officer = forms.ChoiceField(
        label=_("Who approves beside you?"),
        help_text=_("One of the two who confirm the meeting, and nobody of the borrower's household."),
        widget=Choices,
        required=False,
    )

    def __init__(self, *args: Any, act: str, line: RequestLine, requests: Requests, **kwargs: Any) -> None:
        self.act, self.line, self.requests = act, line, requests
        self.desk = kwargs["desk"]
        self.own = requests.own_loan(line, self.desk.by.pk)
        seconds = self._seconds()
        super().__init__(*args, initial=self._initial(seconds), **kwargs)
        _choose(self, "second_officer", seconds)
        if not line.asked.goods_value:
            del self.fields["goods_value"]
        else:
            self.fields["pay"].label = gettext("Hand money and goods over today")

    def _seconds(self) -> list[tuple[str, str]]:
        found = [(UUID(key), label) for key, label in self.desk.second_choices]
        return [(str(key), label) for key, label in found if not self.requests.own_loan(self.line, key)]

    def _initial(self, seconds: Sequence[tuple[str, str]]) -> dict[str, Any]:
        line, sheet = self.line, self.desk.sheet
        votes = line.vote or LoanVote(line.id, Outcome.APPROVED, votes_for=len(self.desk.present))
        chosen = [line.paid.second_officer] if line.paid else []
        chosen += [one.second_officer for one in sheet.loans_paid_out]
        chosen += [one.second_officer for one in sheet.payments]
        offered = dict(seconds)
        return {
            "votes_for": votes.votes_for,
            "votes_against": votes.votes_against or None,
            "abstained": votes.abstained or None,
            "money": line.money,
            "goods_value": line.goods_value,
            "instalments": line.instalments,
            "reason": votes.reason,
            "pay": bool(line.paid) if line.is_decided else self.own is None,
            "second_officer": next((str(one) for one in chosen if str(one) in offered), None),
        }

    @property
    def needs_two(self) -> bool:
        """Whether a loan is paid out by two."""
        return self.requests.policy.second_officer or self.desk.needs_two(self.desk.sheet.on)

    @property
    def is_paid(self) -> bool:
        """Whether it is handed over today by what was pressed."""
        return self.act == PAY or (self.act == APPROVE and bool(self.cleaned_data.get("pay")))

    def clean(self) -> None:
        if self.errors:
            return
        if self.act in {POSTPONE, REFUSE} and not self.cleaned_data["reason"]:
            self.add_error("reason", gettext("Write why, so that whoever asked knows."))
            return
        try:
            self._check_vote()
        except Refusal as refused:
            self.add_refusal(refused)
        if self.is_paid and not self.errors:
            for fault in self._faults_of_payment():
                self.add_refusal(fault)

    def _check_vote(self) -> None:
        vote = self.vote()
        if vote is None:
            return
        present = len(self.desk.present)
        if vote.ballot().votes > present:
            raise MoreVotesThanPresent(field="votes_for", votes=vote.ballot().votes, present=present)
        check_ballot(vote.ballot(), self.line.row.state if self.line.row else State.ASKED)

    def _faults_of_payment(self) -> list[Refusal]:
        """Say at once why it could not be handed over: one's own loan, nobody beside, too little in the box."""
        paid, on = self.paid(), self.desk.sheet.on
        found: list[Refusal] = [self.own] if self.own else []
        if self.needs_two and paid.second_officer is None and not self.own:
            self.add_error("second_officer", gettext("Choose somebody of the board."))
        box = self.requests.box(self.line)
        if paid.money > box:
            field = "money" if self.act == APPROVE else ""
            found.append(NotEnoughToLend(field=field, available=Dong(max(0, box))))
        stock = self.requests.stock + (self.line.paid.goods_value if self.line.paid else 0)
        if paid.goods_value > stock:
            found.append(NotEnoughInStock(field="goods_value", on=on, available=Dong(max(0, stock))))
        return found

    def vote(self) -> LoanVote | None:
        """Return how it was voted; None where an approval of before is handed over without a new vote."""
        if self.act not in _OUTCOMES:
            return None
        given, outcome, line = self.cleaned_data, _OUTCOMES[self.act], self.line
        money, goods = given["money"] or ZERO, given.get("goods_value") or ZERO
        months = given["instalments"] or 0
        if self.act == KEEP and line.approved_before:
            row = line.approved_before
            money, goods, months = row.approved_money, row.approved_goods_value, row.approved_instalments
        approved, voted = outcome is Outcome.APPROVED, self.act != DROP
        return LoanVote(
            application_id=line.id,
            outcome=outcome,
            money=money if approved else ZERO,
            goods_value=goods if approved else ZERO,
            instalments=months if approved else 0,
            votes_for=given["votes_for"] or 0 if voted else 0,
            votes_against=given["votes_against"] or 0 if voted else 0,
            abstained=given["abstained"] or 0 if voted else 0,
            reason=given["reason"] or (gettext("Does not want the loan any more.") if not voted else ""),
        )

    def paid(self) -> LoanPaidOut:
        """Return what is handed over: what is voted now, else what was approved before."""
        vote, row = self.vote(), self.line.approved_before
        second = self.cleaned_data["second_officer"]
        return LoanPaidOut(
            id=uuid5(self.desk.sheet.id, f"loan:{self.line.id}"),
            application_id=self.line.id,
            money=vote.money if vote else row.approved_money if row else ZERO,
            goods_value=vote.goods_value if vote else row.approved_goods_value if row else ZERO,
            second_officer=UUID(second) if second else None,
        )


def _choose(form: DeskForm, name: str, choices: Sequence[tuple[str, str]]) -> None:
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]
