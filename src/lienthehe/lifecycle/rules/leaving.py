"""What is settled with somebody who leaves: the share against the loans, the rest in cash, and what stays owed.

- A share is what the member paid that is paid back on leaving, each fund's by itself.
- Loans are of the lending fund, so its share alone pays them; the other fund's share is paid out of its own box.
- A loan is paid as by any repayment: what ends it where the share reaches so far, else interest before principal.
- What the box cannot pay, or is not paid yet, stays owed to the person; a rest of a loan stays with whoever stands for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from lienthehe.clubs.rules import Fund
from lienthehe.clubs.rules.people import LeavingReason
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.refusals import Refusal, gettext_noop
from lienthehe.foundation.text import tidy
from lienthehe.ledger.rules.accounts import LENDING_FUND, contribution, owed_to_leaver
from lienthehe.ledger.rules.entries import Part, Payment, share_owed
from lienthehe.ledger.rules.vouchers import Line, PartyKind, VoucherDraft, VoucherKind, Wording
from lienthehe.loans.rules.allocation import allocate
from lienthehe.loans.rules.repaying import Repayment, set_off
from lienthehe.loans.rules.standings import Standing, Sum


class MoreThanBox(Refusal):
    message = gettext_noop(
        "The box can pay %(most)s of it now. Write that amount or less; the rest stays owed to the person."
    )


class StandsForMissing(Refusal):
    field = "stands_for"
    message = gettext_noop("A part of a loan is still owed. Write the heir or guarantor who stands for it.")


class OwnLeaving(Refusal):
    message = gettext_noop(
        "%(name)s is this person or of the same household. Let two others of the board settle it."
    )


class LeavingIdReused(Refusal):
    message = gettext_noop("This form was sent before with something else in it. Open the page anew.")


class NoSuchLeaving(Refusal):
    message = gettext_noop("Nothing was settled with this person, or it is undone already.")


class PaidSince(Refusal):
    message = gettext_noop("Vouchers %(numbers)s paid this person since. Undo them first, the latest first.")


class DeadReceiveNothing(Refusal):
    field = "receiver"
    message = gettext_noop("%(name)s has died. Write who of the family receives the money.")


class NothingOwedToLeaver(Refusal):
    field = "amount"
    message = gettext_noop("The club owes this person %(owed)s. Write that amount or less.")


@dataclass(frozen=True, slots=True)
class LoanOwed:
    """A loan of who leaves, as it stands on the day of the settlement."""

    loan_id: UUID
    at: Standing


@dataclass(frozen=True, slots=True)
class LoanSettled:
    """What of a loan the share pays (đồng): `before` would end it, `left` is the principal still owed."""

    loan_id: UUID
    before: Sum
    paid: Sum
    left: Dong

    @property
    def is_ended(self) -> bool:
        return self.paid == self.before


@dataclass(frozen=True, slots=True)
class Settlement:
    """What becomes of the shares (đồng), by fund. Share = set off + paid + owed."""

    shares: Mapping[Fund, Dong]
    loans: tuple[LoanSettled, ...]
    paid: Mapping[Fund, Dong]
    owed: Mapping[Fund, Dong]

    @property
    def set_off(self) -> Dong:
        """What the lending fund's share pays of the loans."""
        return Dong(sum(one.paid.total for one in self.loans))

    @property
    def share(self) -> Dong:
        return Dong(sum(self.shares.values()))

    @property
    def cash(self) -> Dong:
        return Dong(sum(self.paid.values()))

    @property
    def still_owed(self) -> Dong:
        return Dong(sum(self.owed.values()))

    @property
    def going_on(self) -> tuple[LoanSettled, ...]:
        """The loans of which something is still owed."""
        return tuple(one for one in self.loans if not one.is_ended)

    @property
    def moves_money(self) -> bool:
        return self.share > 0


def settle(
    shares: Mapping[Fund, Dong],
    loans: Sequence[LoanOwed],
    boxes: Mapping[Fund, Dong],
    pay: Mapping[Fund, Dong] | None = None,
) -> Settlement:
    """Return what becomes of the shares of who leaves, loans paid in the order given (đồng).

    `boxes`: what each fund's box can pay out that day. `pay`: what is handed over now; None: as much as the box can.
    Raises MoreThanBox at the fund's field ("pay_income").
    """
    available = shares.get(LENDING_FUND, ZERO)
    settled = []
    for one in loans:
        settled.append(_pay(one, available))
        available = Dong(available - settled[-1].paid.total)
    rest = {fund: available if fund is LENDING_FUND else shares.get(fund, ZERO) for fund in Fund}
    most = {fund: Dong(max(0, min(rest[fund], boxes.get(fund, ZERO)))) for fund in Fund}
    paid = {fund: most[fund] if pay is None else pay.get(fund, ZERO) for fund in Fund}
    for fund in Fund:
        if not 0 <= paid[fund] <= most[fund]:
            raise MoreThanBox(most=most[fund], field=f"pay_{fund}")
    owed = {fund: Dong(rest[fund] - paid[fund]) for fund in Fund}
    return Settlement({fund: shares.get(fund, ZERO) for fund in Fund}, tuple(settled), paid, owed)


def _pay(loan: LoanOwed, available: Dong) -> LoanSettled:
    amount = Dong(min(available, loan.at.pay_off.total))
    paid = allocate(loan.at, amount).sum if amount > 0 else Sum()
    return LoanSettled(loan.loan_id, loan.at.pay_off, paid, Dong(loan.at.outstanding - paid.principal))


@dataclass(frozen=True, slots=True)
class LeavingSheet:
    """A leaving as handed in. `pay`: what is handed over now, by fund (đồng), None: as much as the boxes can.

    `receiver`: who gets the money, "" for the member; `stands_for`: heir or guarantor of what is left of the loans.
    """

    id: UUID
    membership_id: UUID
    on: date
    reason: LeavingReason
    settled_on: date
    pay: Mapping[Fund, Dong] | None = None
    receiver: str = ""
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Who leaves, as the vouchers name the person."""

    membership_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class LeavingIds:
    """The ids of the vouchers of one leaving, computed from its own."""

    leaving_id: UUID

    @property
    def set_off(self) -> UUID:
        return uuid5(self.leaving_id, "set-off")

    def paid(self, fund: Fund) -> UUID:
        """Return the id of the PC that pays a fund's share."""
        return uuid5(self.leaving_id, f"paid:{fund}")

    def owed(self, fund: Fund) -> UUID:
        """Return the id of the CK by which a fund owes the rest of a share."""
        return uuid5(self.leaving_id, f"owed:{fund}")

    def stands_for(self, loan_id: UUID) -> UUID:
        """Return the id of the decision who stands for what is left of a loan."""
        return uuid5(self.leaving_id, f"stands-for:{loan_id}")

    @property
    def all(self) -> list[UUID]:
        """Every voucher that a leaving may write, in the order in which they are written."""
        return [self.set_off, *map(self.paid, Fund), *map(self.owed, Fund)]


def settlement_drafts(
    sheet: LeavingSheet, settled: Settlement, member: Member, second: UUID | None
) -> list[VoucherDraft]:
    """Return the vouchers of a settlement: a CK that pays the loans, a PC for each fund's cash, a CK for what stays owed.

    Raises DeadReceiveNothing.
    """
    ids = LeavingIds(sheet.id)
    drafts = []
    lines = tuple(line for one in settled.loans for line in _set_off_lines(one, member))
    if lines:
        drafts.append(_transfer(ids.set_off, lines, sheet, member, second))
    for fund, amount in settled.paid.items():
        if amount:
            share = contribution(fund, member.membership_id, refundable=True)
            part = Part(share, amount, member.membership_id)
            who = Receiver(member, sheet.receiver, has_died=sheet.reason is LeavingReason.DIED)
            drafts.append(pay_out(ids.paid(fund), fund, sheet.settled_on, (part,), who).draft(second))
    for fund, amount in settled.owed.items():
        if amount:
            lines = share_owed(fund, member.membership_id, amount)
            drafts.append(_transfer(ids.owed(fund), lines, sheet, member, second))
    return drafts


def _set_off_lines(one: LoanSettled, member: Member) -> tuple[Line, ...]:
    share = contribution(LENDING_FUND, member.membership_id, refundable=True)
    paid = Repayment(one.loan_id, one.paid.principal, one.paid.interest)
    return set_off(paid, against=share, borrower=member.membership_id)


def _transfer(
    voucher_id: UUID, lines: tuple[Line, ...], sheet: LeavingSheet, member: Member, second: UUID | None
) -> VoucherDraft:
    return VoucherDraft(
        id=voucher_id,
        kind=VoucherKind.TRANSFER,
        fund=None,
        on=sheet.settled_on,
        lines=lines,
        wording=Wording(party_name=member.name),
        party_kind=PartyKind.MEMBER,
        party_id=member.membership_id,
        second_officer=second,
    )


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who gets what is paid out: the member, or somebody by name; of who has died always somebody else."""

    member: Member
    name: str = field(default="")
    has_died: bool = False

    @property
    def is_member(self) -> bool:
        return not self.name.strip() or tidy(self.name).lower() == tidy(self.member.name).lower()


def pay_out(
    voucher_id: UUID, fund: Fund, on: date, parts: tuple[Part, ...], to: Receiver, *, at_bank: bool = False
) -> Payment:
    """Return the payment of a share, or of what of it was owed, in cash or from the bank. Raises DeadReceiveNothing."""
    if to.has_died and to.is_member:
        raise DeadReceiveNothing(name=to.member.name)
    return Payment(
        voucher_id,
        fund,
        on,
        parts,
        Wording(party_name=to.member.name if to.is_member else to.name.strip()),
        PartyKind.MEMBER if to.is_member else PartyKind.OTHER,
        to.member.membership_id if to.is_member else None,
        at_bank=at_bank,
    )


def owed_parts(
    fund: Fund, membership_id: UUID, amount: Dong, *, noted: Dong, share: Dong
) -> tuple[Part, ...]:
    """Return what a payment to a leaver is made of: what is noted as owed first, then a share never settled (đồng).

    Raises NothingOwedToLeaver.
    """
    if not 0 < amount <= noted + share:
        raise NothingOwedToLeaver(owed=Dong(noted + share))
    first = Dong(min(amount, noted))
    both = (
        Part(owed_to_leaver(fund, membership_id), first, membership_id),
        Part(contribution(fund, membership_id, refundable=True), Dong(amount - first), membership_id),
    )
    return tuple(part for part in both if part.amount)
