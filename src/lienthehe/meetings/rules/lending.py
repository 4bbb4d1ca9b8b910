"""A sheet's votes and loans against the requests as they stood before the meeting."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.ledger.rules.refusals import NotEnoughInBox
from lienthehe.loans.rules.applications import (
    ApplicationMoved,
    MoreThanApproved,
    Outcome,
    State,
    check_application,
    check_ballot,
    state_after,
)
from lienthehe.meetings.rules.sheets import MeetingSheet, SourceKind


class NotEnoughToLend(NotEnoughInBox):
    message = gettext_noop(
        "The box holds only %(available)s at this point of the meeting. Lend less, or approve it now and hand it over later."
    )


@dataclass(frozen=True, slots=True)
class Before:
    """Where a request is, and what was approved of it last in money and in goods (đồng)."""

    state: State = State.ASKED
    money: Dong = ZERO
    goods_value: Dong = ZERO


def faults_of_loans(sheet: MeetingSheet, before: Mapping[UUID, Before]) -> Iterator[Refusal]:
    """Yield why the loans' books would not take what the sheet says. `before`: the open requests by their ids."""
    now = dict(before)
    for request in sheet.loan_requests:
        now.setdefault(request.id, Before())
        try:
            check_application(request.application(sheet.on))
        except Refusal as refused:
            yield _at("loan_requests", refused)
    for vote in sheet.loan_votes:
        known = now.get(vote.application_id)
        if known is None:
            yield ApplicationMoved(field="loan_votes")
            continue
        try:
            check_ballot(vote.ballot(), known.state)
        except Refusal as refused:
            yield _at("loan_votes", refused)
        money, goods = known.money, known.goods_value
        if vote.outcome is Outcome.APPROVED:
            money, goods = vote.money, vote.goods_value
        now[vote.application_id] = Before(state_after(vote.outcome, known.state), money, goods)
    yield from _faults_of_given(sheet, now)


def stock_left(sheet: MeetingSheet, held: Dong) -> Dong:
    """Return what of the goods to be lent is left (đồng): what the stock holds, is given for it, and goes out of it."""
    given = sum(
        one.amount for one in sheet.receipts if one.source is SourceKind.GIFT_IN_KIND and one.for_lending
    )
    return Dong(held + given - sum(one.goods_value for one in sheet.loans_paid_out))


def _faults_of_given(sheet: MeetingSheet, now: Mapping[UUID, Before]) -> Iterator[Refusal]:
    for given in sheet.loans_paid_out:
        known = now.get(given.application_id, Before())
        if known.state is not State.APPROVED:
            yield ApplicationMoved(field="loans_paid_out")
        elif given.money > known.money:
            yield MoreThanApproved(field="loans_paid_out", approved=known.money)
        elif given.goods_value > known.goods_value:
            yield MoreThanApproved(field="loans_paid_out", approved=known.goods_value)


def _at(field: str, refused: Refusal) -> Refusal:
    refused.field = field
    return refused
