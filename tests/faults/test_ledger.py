"""Deliberate faults in the ledger: each must make the machine of `tests/ledger/machine.py` fail, or the machine is blind."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError
from django.db.models import Max
from hypothesis.stateful import run_state_machine_as_test

from lienthehe.foundation.money import Dong
from lienthehe.ledger.commands import corrections, counts, months, posting
from lienthehe.ledger.models import Voucher
from lienthehe.ledger.queries import chain, money
from lienthehe.ledger.rules import entries, losses, vouchers
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef, Income
from tests.given import openings
from tests.ledger.machine import SEEKING, LedgerMachine
from tests.ledger.modelled import begun_books

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.django_db]
Patch = Callable[[pytest.MonkeyPatch], object]


def instead(module: Any, name: str, make: Callable[[Any], Any]) -> Patch:
    """Return a fault: the function `name` of `module` replaced by what `make` makes of it."""
    return lambda patch: patch.setattr(module, name, make(getattr(module, name)))


class GoesOnFromTheOtherFund(defaultdict[tuple[str, str, int], int]):
    def __missing__(self, key):
        kind, _, year = key
        self[key] = max(
            (last for (other, _, in_), last in self.items() if (other, in_) == (kind, year)), default=0
        )
        return self[key]


def with_numbers_of_both_funds(right):
    def numbers(club_id, years):
        found = right(club_id, years)
        highest = {
            key: max(last for (k, _, y), last in found.items() if (k, y) == (key[0], key[2])) for key in found
        }
        return GoesOnFromTheOtherFund(int, highest)

    return numbers


def forgetting_the_wording(patch):
    for module in (posting, chain):
        patch.setattr(module, "wording_digest", lambda salt, _texts: posting.digest([salt.hex()]))


def only_the_credit(accounts, transfers):
    for transfer in transfers:
        accounts[transfer.credit_id].balance -= transfer.amount
    posting.Account.objects.bulk_create(
        accounts.values(), update_conflicts=True, unique_fields=["id"], update_fields=["balance"]
    )


def without_bank(right):
    def held(club_id, on):
        return {fund: by | {"bank": 0} for fund, by in right(club_id, on).items()}

    return held


def unless_dated_back(right):
    def check(club_id, drafts, **before):
        latest = Voucher.objects.filter(club_id=club_id).aggregate(Max("on"))["on__max"]
        if latest is None or all(draft.on >= latest for draft in drafts):
            right(club_id, drafts, **before)

    return check


def forgetting_the_dues(right):
    def reversal(original, **given):
        undone = right(original, **given)
        return replace(undone, lines=tuple(replace(line, for_member=None) for line in undone.lines))

    return reversal


def all_of_it_gained(fund, price, _book_value):
    return entries.GoodsSold((entries.Part(AccountRef(fund, AccountKind.INTEREST, Income.OTHER), price),))


def counting_what_is_lent_as_own(right):
    lent = {AccountKind.BORROWED_CAPITAL, AccountKind.REFUNDABLE_CONTRIBUTIONS}
    return right | lent


def twice(note):
    return replace(note, parts=tuple(replace(part, amount=Dong(2 * part.amount)) for part in note.parts))


def leaving_out_the_last(right):
    return lambda *given: right(*given)[:-1]


FAULTS: dict[str, Patch] = {
    "a shortage is taken in instead of paid out": instead(
        counts, "count_difference", lambda right: lambda fund, off: right(fund, Dong(-off))
    ),
    "what is fetched from the bank goes there": instead(entries, "withdrawal", lambda _: entries.deposit),
    "dues are counted twice": instead(
        posting,
        "_pay_dues",
        lambda right: lambda club_id, drafts: [right(club_id, drafts), right(club_id, drafts)],
    ),
    "a number is taken from the other fund": instead(posting, "_last_numbers", with_numbers_of_both_funds),
    "the box is judged by its end alone": instead(
        money, "_movements_since", lambda _: lambda *_given: defaultdict(list)
    ),
    "what is dated back is not judged": instead(posting, "check_holdings", unless_dated_back),
    "the chain forgets the wording": forgetting_the_wording,
    "the chain forgets what stood before": instead(
        posting.Digests, "after", lambda right: lambda self, _previous: right(self, b"")
    ),
    "a counted difference is ignored": instead(counts, "_differs", lambda _: lambda _row: False),
    "a closing ignores the bank": instead(months, "holdings_on", without_bank),
    "a transfer moves one balance only": instead(posting, "_move_balances", lambda _: only_the_credit),
    "a correction leaves the wrong voucher": instead(
        corrections, "_both", lambda right: lambda *given: right(*given)[-1:]
    ),
    "a reversal forgets the dues": instead(corrections, "reversal_of", forgetting_the_dues),
    "a closed month takes a voucher": instead(
        posting, "check_open", lambda _: lambda *_given, **_named: None
    ),
    "another content is taken for the first": instead(
        posting, "same_content", lambda _: lambda *_given, **_named: True
    ),
    "a lender gets back more than he lent": instead(
        money, "own_side", lambda right: lambda kind: max(0, right(kind))
    ),
    "a loss falls on borrowed capital": lambda patch: [
        patch.setattr(module, "OWN_MONEY", counting_what_is_lent_as_own(module.OWN_MONEY))
        for module in (losses, money)
    ],
    "goods that are sold stay in the stock": instead(entries, "goods_sold", lambda _: all_of_it_gained),
    "an opening brings in what nobody claims": lambda patch: [
        instead(entries, "opening_lines", leaving_out_the_last)(patch),
        patch.setattr(vouchers, "_opens_evenly", lambda _draft: True),
    ],
    "old capital is taken for lent a second time": instead(
        openings, "note_capital", lambda right: lambda books, notes: right(books, [*map(twice, notes)])
    ),
    "what is sent again is written again": instead(posting, "drafts_by_id", lambda _: lambda _ids: {}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_machine_finds(fault, monkeypatch):
    FAULTS[fault](monkeypatch)

    class Machine(LedgerMachine):
        clubs = (begun_books(one_tin=False), begun_books(one_tin=True))

    with pytest.raises((AssertionError, DatabaseError)):
        run_state_machine_as_test(Machine, settings=SEEKING)
