"""A loss falls on a fund's own money, never on what must be given back."""

from collections import Counter
from collections.abc import Iterable

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.ledger.rules.accounts import OWN_MONEY, AccountKind
from lienthehe.ledger.rules.refusals import LossNotBorne
from lienthehe.ledger.rules.vouchers import VoucherDraft


def funds_losing(drafts: Iterable[VoucherDraft]) -> set[Fund]:
    """Return the funds of which the drafts together lose something."""
    lost: Counter[Fund] = Counter()
    for draft in drafts:
        for line in draft.lines:
            change = (line.debit.kind is AccountKind.LOSSES) - (line.credit.kind is AccountKind.LOSSES)
            lost[line.debit.fund] += change * line.amount
    return {fund for fund, amount in lost.items() if amount > 0}


def check_borne(fund: Fund, own: Dong, drafts: Iterable[VoucherDraft]) -> None:
    """Raise LossNotBorne when the drafts take more than the fund's own money (đồng, as it is before them)."""
    left = int(own)
    for draft in drafts:
        for line in draft.lines:
            if line.debit.fund is fund:
                change = (line.credit.kind in OWN_MONEY) - (line.debit.kind in OWN_MONEY)
                left += change * line.amount
    if left < 0:
        raise LossNotBorne(missing=Dong(-left))
