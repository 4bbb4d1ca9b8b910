"""From a sheet to vouchers: one receipt per payer and fund, one payment per payee and fund, in the sheet's order.

A voucher's id is computed from the sheet's id and what it is for, so that a sheet sent again writes nothing anew.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from uuid import UUID, uuid5

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.foundation.text import fold
from lienthehe.ledger.rules.accounts import (
    LENDING_FUND,
    NAMED_SOURCES,
    AccountKind,
    AccountRef,
    contribution,
)
from lienthehe.ledger.rules.counts import CountMoment, CountSheet
from lienthehe.ledger.rules.entries import Part, Payment, Receipt, gift_in_kind
from lienthehe.ledger.rules.vouchers import PartyKind, VoucherDraft, VoucherKind, Wording
from lienthehe.loans.rules.repaying import repayment_parts
from lienthehe.meetings.rules.sheets import BoxCount, MeetingPayment, MeetingSheet, OtherReceipt, SourceKind

SourceKey = tuple[Fund, AccountKind, str]
"""A named source as it is looked up: fund, kind, and the giver's name."""

MemberName = Callable[[UUID], str]
Payer = tuple[str, UUID | None, str]
"""Who pays: how to tell two apart, the membership if he is a member, the name if he is not."""


def named_sources(sheet: MeetingSheet) -> set[SourceKey]:
    """Return the givers whose accounts the sheet needs."""
    return {
        (one.fund, AccountKind(one.source), one.source_name)
        for one in sheet.receipts
        if _kind(one) in NAMED_SOURCES
    }


def sheet_drafts(
    sheet: MeetingSheet,
    sources: Mapping[SourceKey, AccountRef],
    name_of: MemberName,
    borrowers: Mapping[UUID, UUID],
) -> list[VoucherDraft]:
    """Return the vouchers of a meeting: receipts, then gifts in kind, then payments; loans are paid out by their own.

    `name_of` gives the name of a membership, to be written as the payer's or payee's on that day; `borrowers` whose
    membership each loan is that is repaid.
    """
    return [
        *_receipts(sheet, sources, name_of, borrowers),
        *_gifts(sheet, sources),
        *_payments(sheet, name_of),
    ]


def count_sheets(sheet: MeetingSheet, counts: tuple[BoxCount, ...], moment: CountMoment) -> list[CountSheet]:
    """Return the cash counts of the meeting's opening or closing, as the ledger takes them."""
    return [
        CountSheet(
            id=uuid5(sheet.id, f"count:{moment}:{count.fund or ''}"),
            on=sheet.on,
            moment=moment,
            funds=(count.fund,) if count.fund else tuple(Fund),
            notes={Dong(int(value)): number for value, number in count.notes.items() if number},
            other=count.other,
            explanation=count.explanation,
            borne_by=count.borne_by,
            meeting=sheet.id,
        )
        for count in counts
    ]


def _kind(receipt: OtherReceipt) -> AccountKind:
    return AccountKind(receipt.source)


def _payer(member: UUID | None, name: str) -> Payer:
    return (str(member), member, "") if member else (fold(name), None, name)


def _receipts(
    sheet: MeetingSheet,
    sources: Mapping[SourceKey, AccountRef],
    name_of: MemberName,
    borrowers: Mapping[UUID, UUID],
) -> list[VoucherDraft]:
    parts: defaultdict[tuple[Payer, Fund], list[Part]] = defaultdict(list)
    texts: defaultdict[tuple[Payer, Fund], list[str]] = defaultdict(list)
    for one in sheet.contributions:
        account = contribution(one.fund, one.membership_id, refundable=one.refundable)
        parts[_payer(one.payer or one.membership_id, ""), one.fund].append(
            Part(account, one.amount, one.membership_id)
        )
    for repaid in sheet.repayments:
        borrower = borrowers[repaid.loan_id]
        of_loan = repayment_parts(repaid.repayment(), borrower=borrower)
        parts[_payer(repaid.payer or borrower, ""), LENDING_FUND] += of_loan
    for other in sheet.receipts:
        if other.source is not SourceKind.GIFT_IN_KIND:
            key = (_payer(other.member, other.payer_name or other.source_name), other.fund)
            parts[key].append(Part(_account(other, sources), other.amount))
            texts[key].append(other.text)
    return [
        Receipt(
            id=uuid5(sheet.id, f"receipt:{payer[0]}:{fund}"),
            fund=fund,
            on=sheet.on,
            parts=tuple(of_payer),
            wording=Wording(_joined(texts[payer, fund]), name_of(payer[1]) if payer[1] else payer[2]),
            party_kind=PartyKind.MEMBER if payer[1] else PartyKind.OTHER,
            party_id=payer[1],
            meeting=sheet.id,
        ).draft()
        for (payer, fund), of_payer in parts.items()
    ]


def _account(receipt: OtherReceipt, sources: Mapping[SourceKey, AccountRef]) -> AccountRef:
    kind = _kind(receipt)
    if kind in NAMED_SOURCES:
        return sources[receipt.fund, kind, receipt.source_name]
    return AccountRef(receipt.fund, kind, receipt.income if kind is AccountKind.INTEREST else "")


def _gifts(sheet: MeetingSheet, sources: Mapping[SourceKey, AccountRef]) -> list[VoucherDraft]:
    return [
        VoucherDraft(
            id=uuid5(sheet.id, f"gift:{place}"),
            kind=VoucherKind.TRANSFER,
            fund=None,
            on=sheet.on,
            lines=gift_in_kind(_account(one, sources), one.amount, for_lending=one.for_lending),
            wording=Wording(one.text, one.source_name),
            meeting=sheet.id,
        )
        for place, one in enumerate(sheet.receipts)
        if one.source is SourceKind.GIFT_IN_KIND
    ]


def _payments(sheet: MeetingSheet, name_of: MemberName) -> list[VoucherDraft]:
    together: defaultdict[tuple[Payer, Fund, UUID | None], list[MeetingPayment]] = defaultdict(list)
    for one in sheet.payments:
        together[_payer(one.member, one.payee_name), one.fund, one.second_officer].append(one)
    return [
        Payment(
            id=uuid5(sheet.id, f"payment:{payee[0]}:{fund}:{second or ''}"),
            fund=fund,
            on=sheet.on,
            parts=tuple(
                Part(AccountRef(fund, AccountKind.SPENDING, one.purpose), one.amount) for one in paid
            ),
            wording=Wording(_joined([one.text for one in paid]), name_of(payee[1]) if payee[1] else payee[2]),
            party_kind=PartyKind.MEMBER if payee[1] else PartyKind.OTHER,
            party_id=payee[1],
            meeting=sheet.id,
        ).draft(second)
        for (payee, fund, second), paid in together.items()
    ]


def _joined(texts: list[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))
