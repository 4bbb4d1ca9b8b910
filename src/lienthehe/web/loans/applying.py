"""Xin vay và xét vay between meetings: a request, taking it back, and how the members voted on paper."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.loans.commands.applications import apply_for_loan, record_votes, withdraw_application
from lienthehe.loans.queries.applications import ApplicationRow, application_of, twin_of, votes_on
from lienthehe.loans.queries.asking import warnings_for
from lienthehe.loans.queries.policies import policy_on
from lienthehe.loans.rules.applications import (
    LONGEST_TEXT,
    OPEN,
    Application,
    Ballot,
    Outcome,
    State,
    check_application,
)
from lienthehe.loans.rules.policies import MOST_MONTHS
from lienthehe.web.forms import Choices, MoneyField, NameField, PageForm
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.ledger.forms import EntryForm
from lienthehe.web.ledger.writing import answer
from lienthehe.web.loans.behind import is_unconfirmed, pays_by_two
from lienthehe.web.loans.forms import REASON, PastForm, answer_checked, number_field
from lienthehe.web.loans.offers import offer_of
from lienthehe.web.loans.wording import call, write_warning

OTHER = "other"
MOST_VOTES = 999


class ApplyForm(PastForm):
    """Somebody asks for a loan: money, goods or both, by the club's policy."""

    title = _("Somebody asks for a loan")
    intro = _("Write down what is asked for. What it would cost is shown before it is recorded.")
    button = _("Record this request")
    check_button = _("See what it would cost")
    amount: Any = None
    asked_last = frozenset({"again"})
    places = {"asked_on": "on", "membership_id": "member"}

    member = forms.ChoiceField(label=_("Who asks?"), error_messages={"required": _("Choose the member.")})
    money = MoneyField(label=_("How much money?"), required=False)
    goods = NameField(
        label=_("Goods as well? Which ones? (may stay empty)"),
        help_text=_("For example: 2 piglets."),
        required=False,
        max_length=LONGEST_TEXT,
    )
    goods_value = MoneyField(label=_("What are the goods worth?"), required=False)
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
    months_other = number_field(
        label=_("Another number of months"), required=False, min_value=1, max_value=MOST_MONTHS
    )
    guarantor = NameField(
        label=_("Who stands for it, or who is the heir? (may stay empty)"),
        required=False,
        max_length=LONGEST_TEXT,
    )
    again = forms.BooleanField(label=_("Yes, this is a second request"), required=False)
    field_order = [
        "member", "money", "goods", "goods_value", "purpose", "purpose_other", "instalments", "months_other",
        "guarantor", "on",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policy = policy_on(self.desk.club.id, self.desk.today)
        choose = ("", gettext("Choose the member"))
        months = [(str(n), gettext("%(months)d months") % {"months": n}) for n in policy.instalments]
        purposes = [(one, one) for one in policy.purposes]
        self._choose("member", [choose, *self.desk.member_choices])
        self._choose("instalments", [*months, (OTHER, gettext("Another number"))])
        first = ("", gettext("Choose what it is for"))
        self._choose("purpose", [first, *purposes, (OTHER, gettext("Something else"))])
        self.fields["on"].label = gettext("When was it asked for?")

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        if given.get("purpose") == OTHER and not given.get("purpose_other"):
            self.add_error("purpose_other", gettext("Write what it is for."))
        is_missing = given.get("instalments") == OTHER and not given.get("months_other")
        if is_missing and "months_other" not in self.errors:
            self.add_error("months_other", gettext("Write the number of months, for example 10."))
        self.twin = twin_of(self.desk.club.id, self.asked()) if not self.errors else None
        if self.twin and not self.cleaned_data["again"]:
            first = {"day": f"{self.twin.asked.asked_on:%d/%m/%Y}"}
            self.add_error("again", gettext("There is a request like this of %(day)s already.") % first)

    def asked(self) -> Application:
        """Return what was written as a request."""
        given = self.cleaned_data
        is_other = given["purpose"] == OTHER
        months = given["months_other"] if given["instalments"] == OTHER else given["instalments"]
        return Application(
            id=given["id"],
            membership_id=UUID(given["member"]),
            asked_on=given["on"],
            money=given["money"] or ZERO,
            instalments=int(months),
            purpose=given["purpose_other"] if is_other else given["purpose"],
            goods=given["goods"],
            goods_value=given["goods_value"] or ZERO,
            guarantor=given["guarantor"],
        )


def apply(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Write down that somebody asks for a loan; `?thanh-vien=` chooses the member beforehand."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    form = ApplyForm(request.POST or None, desk=desk, initial={"member": request.GET.get("thanh-vien", "")})

    def show() -> dict[str, Any]:
        asked = form.asked()
        check_application(asked)
        offer = offer_of(
            desk.club, principal=asked.total, instalments=asked.instalments, start=asked.asked_on
        )
        remarks = warnings_for(club_id, asked, desk.today, names=desk.sees_names)
        who = dict(desk.member_choices)[str(asked.membership_id)]
        warnings = [write_warning(one) for one in remarks]
        return {"offer": offer, "asked": asked, "who": who, "warnings": warnings, "twin": form.twin}

    def write(at: datetime) -> UUID:
        return apply_for_loan(club_id=club_id, asked=form.asked(), by=desk.by, at=at)

    return answer_checked(
        request, desk, form, write, template="loans/apply.html", then="application-recorded", show=show
    )


class VoteForm(EntryForm):
    """How the members voted, where the meeting was on paper."""

    title = _("How the members voted")
    button = _("Record the vote")
    amount: Any = None
    narration: Any = None

    outcome = forms.ChoiceField(
        label=_("What was decided?"),
        widget=Choices,
        choices=[
            (Outcome.APPROVED.value, _("Approved")),
            (Outcome.REFUSED.value, _("Not approved")),
            (Outcome.POSTPONED.value, _("Put off to a later meeting")),
        ],
        error_messages={"required": _("Choose what was decided.")},
    )
    money = MoneyField(label=_("How much money was approved?"), required=False, at_least=0)
    goods_value = MoneyField(label=_("Goods worth how much were approved?"), required=False, at_least=0)
    instalments = number_field(
        label=_("Over how many months?"), required=False, min_value=1, max_value=MOST_MONTHS
    )
    votes_for = number_field(label=_("Votes for it"), required=False, min_value=0, max_value=MOST_VOTES)
    votes_against = number_field(
        label=_("Votes against it"), required=False, min_value=0, max_value=MOST_VOTES
    )
    abstained = number_field(label=_("Abstained"), required=False, min_value=0, max_value=MOST_VOTES)
    reason = NameField(
        label=_("Why? (may stay empty)"),
        help_text=_("Said aloud and written into the minutes: for example why more than usual was approved."),
        required=False,
        max_length=REASON,
    )
    field_order = [
        "on", "outcome", "money", "goods_value", "instalments", "votes_for", "votes_against", "abstained", "reason",
    ]  # fmt: skip

    def __init__(self, *args: Any, row: ApplicationRow, **kwargs: Any) -> None:
        self.row = row
        super().__init__(*args, **kwargs)
        known = row.approved_on is not None
        if pays_by_two(self.desk):
            self.intro = _(
                "As the minutes on paper say. Who approves the payment later confirms this vote too."
            )
        self.fields["on"].label = gettext("When was the meeting?")
        self.fields["money"].initial = row.approved_money if known else row.asked.money
        self.fields["goods_value"].initial = row.approved_goods_value if known else row.asked.goods_value
        self.fields["instalments"].initial = row.approved_instalments if known else row.asked.instalments
        if not row.asked.goods_value:
            del self.fields["goods_value"]

    def ballot(self) -> Ballot:
        """Return what was written as a vote."""
        given = self.cleaned_data
        approved = given["outcome"] == Outcome.APPROVED
        return Ballot(
            application_id=self.row.id,
            outcome=Outcome(given["outcome"]),
            money=Dong(given["money"] or 0) if approved else ZERO,
            goods_value=Dong(given.get("goods_value") or 0) if approved else ZERO,
            instalments=given["instalments"] or 0 if approved else 0,
            votes_for=given["votes_for"] or 0,
            votes_against=given["votes_against"] or 0,
            abstained=given["abstained"] or 0,
            reason=given["reason"],
            id=given["id"],
        )


def vote(request: HttpRequest, club_id: UUID, application_id: UUID) -> HttpResponse:
    """Write down how the members voted on a request, as the minutes on paper say."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    row = _row(desk, application_id)
    if request.method == "GET" and row.state not in OPEN:
        return redirect("application", club_id, application_id)
    form = VoteForm(request.POST or None, desk=desk, row=row)

    def write(at: datetime) -> UUID:
        ballot, on = form.ballot(), form.cleaned_data["on"]
        record_votes(club_id=club_id, ballots=[ballot], on=on, by=desk.by, at=at)
        return application_id

    return answer(
        request, desk, form, write, template="loans/vote.html", then="application-recorded", row=row,
        who=call(desk, row), warnings=_warnings(desk, row), is_open=row.state in OPEN,
    )  # fmt: skip


class WithdrawForm(PageForm):
    """Nothing to fill in: the button says it all."""

    title = _("Take this request back")
    intro = _("The request stays in the list as taken back. Whoever wants a loan after all asks anew.")
    button = _("Record that it is taken back")


def withdraw(request: HttpRequest, club_id: UUID, application_id: UUID) -> HttpResponse:
    """Note that somebody takes the request back."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    row = _row(desk, application_id)
    if row.state is State.WITHDRAWN:
        return redirect("application-recorded", club_id, application_id)
    if row.state not in OPEN:
        return redirect("application", club_id, application_id)
    form = WithdrawForm({} if request.method == "POST" else None)

    def write(at: datetime) -> UUID:
        withdraw_application(club_id=club_id, application_id=application_id, by=desk.by, at=at)
        return application_id

    return answer(
        request, desk, form, write, template="loans/entry.html", then="application-recorded",
        row=row, who=call(desk, row),
    )  # fmt: skip


@require_safe
def recorded(request: HttpRequest, club_id: UUID, application_id: UUID) -> HttpResponse:
    """What was written of a request just now, and what comes next."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    row = _row(desk, application_id)
    votes = votes_on(club_id, application_id)
    return render(
        request,
        "loans/application_recorded.html",
        desk.frame(
            row=row,
            who=call(desk, row),
            vote=votes[-1] if votes else None,
            is_open=row.state in OPEN,
            is_unconfirmed=is_unconfirmed(desk, row),
        ),
    )


def _row(desk: Desk, application_id: UUID) -> ApplicationRow:
    row = application_of(desk.club.id, application_id)
    if row is None:
        raise Http404
    return row


def _warnings(desk: Desk, row: ApplicationRow) -> list[str]:
    remarks = warnings_for(desk.club.id, row.asked, desk.today, names=desk.sees_names)
    return [write_warning(one) for one in remarks]
