"""What becomes of the shares of who leaves, reckoned by the model: they pay the loans, then go out, the rest stays owed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lienthehe.clubs.rules import Fund
from lienthehe.lifecycle.rules.leaving import LeavingIds
from tests.given.books import INCOME
from tests.ledger.model import Entry
from tests.ledger.modelled import place
from tests.lifecycle.modelled import LifeModel, owed_to, share_of
from tests.loans.modelled import FUND, Owed
from tests.loans.reasons import split

Pays = tuple[Owed, int, int]
"""A loan, and what of its principal and interest is paid."""


@dataclass(frozen=True)
class Settled:
    """`loans`: what each gets; `goes_on`: whether something of one is still owed; `paid` and `owed` by fund (đồng)."""

    loans: list[Pays]
    goes_on: bool
    paid: dict[Fund, int]
    owed: dict[Fund, int]

    def entries(self, leaving_id: UUID, member: UUID, on: date) -> list[Entry]:
        """Return what a leaving writes: set off, paid in cash, noted as owed."""
        ids, new = LeavingIds(leaving_id), []
        set_off = sum(principal + interest for _, principal, interest in self.loans)
        if set_off:
            grows = {share_of(INCOME, member): -set_off}
            for loan, principal, interest in self.loans:
                grows |= {loan.place("loan_principal"): -principal} if principal else {}
                grows |= {loan.place("interest"): interest} if interest else {}
            new.append(Entry(ids.set_off, "CK", "", on, grows, {(member, FUND, True): -set_off}))
        for fund, amount in self.paid.items():
            if amount:
                grows = {share_of(fund, member): -amount, place(fund, "cash_box"): -amount}
                pays = {(member, fund.value, True): -amount}
                new.append(Entry(ids.paid(fund), "PC", fund.value, on, grows, pays))
        for fund, amount in self.owed.items():
            if amount:
                grows = {share_of(fund, member): -amount, owed_to(fund, member): amount}
                pays = {(member, fund.value, True): -amount}
                new.append(Entry(ids.owed(fund), "CK", "", on, grows, pays))
        return new


def settled_with(model: LifeModel, member: UUID) -> Settled:
    """Return what is settled with a member today; the loan that is late for longest is paid first."""
    standing = [
        (one, model.stand(one, model.today)) for one in model.live(model.today) if one.member == member
    ]
    running = [
        (one, at)
        for one, at in standing
        if not model.written_off(one, model.today) and (at["outstanding"] or at["asked"][1])
    ]
    running.sort(key=lambda one: (-one[1]["days late"], one[0].first_on))
    rest = {fund: model.share(fund, member) for fund in Fund}
    loans: list[Pays] = []
    for loan, at in running:
        loans.append((loan, *split(at, min(rest[INCOME], at["whole"]))))
        rest[INCOME] -= sum(loans[-1][1:])
    goes_on = any(
        principal + interest < at["whole"]
        for (_, at), (_, principal, interest) in zip(running, loans, strict=True)
    )
    paid = {fund: min(rest[fund], model.least(place(fund, "cash_box"), model.today)) for fund in Fund}
    return Settled(loans, goes_on, paid, {fund: rest[fund] - paid[fund] for fund in Fund})
