"""The loan book of a month on paper, and a borrower's own statement (sổ vay)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lienthehe.clubs.queries import Called, ClubSummary, members_called
from lienthehe.documents.paper import (
    CELL,
    GAP,
    LINE,
    PAGE_WIDTH,
    TABLE_SUM,
    Heading,
    Signer,
    board_signers,
    heading,
    height,
    lines_of,
    paginate,
    room,
    signs,
)
from lienthehe.documents.wording import say_dong, say_part_of_loan
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.cash_book import cash_book
from lienthehe.ledger.queries.vouchers import VoucherView, vouchers_of_loan
from lienthehe.ledger.rules.accounts import LENDING_FUND, AccountKind, loan_of
from lienthehe.ledger.rules.vouchers import VoucherKind
from lienthehe.loans.queries.loans import LoanRow, loans_on, person_loans_on
from lienthehe.loans.rules.plans import Paid

WHO_WIDTH, TEXT_WIDTH = 23.3, 23.9
"""Characters in a line of the borrower's and of a statement's column."""
SMALL_LINE, TALL_HEAD, TEXT = 44, 117, 3 * LINE + GAP
"""A line of the book's smaller type, a table's head of two lines, and what is said below the sums."""


@dataclass(frozen=True, slots=True)
class LoanFigures:
    """A loan's month, or several loans' (đồng): opening + lent − principal − written off comes to closing."""

    opening: Dong = ZERO
    lent: Dong = ZERO
    principal: Dong = ZERO
    interest: Dong = ZERO
    written_off: Dong = ZERO
    closing: Dong = ZERO
    overdue: Dong = ZERO

    def __add__(self, other: "LoanFigures") -> "LoanFigures":
        return LoanFigures(*(Dong(a + b) for a, b in zip(_values(self), _values(other), strict=True)))


def _values(one: LoanFigures) -> tuple[Dong, ...]:
    return (one.opening, one.lent, one.principal, one.interest, one.written_off, one.closing, one.overdue)


@dataclass(frozen=True, slots=True)
class LoanBookLine:
    """One loan's line of the month."""

    who: str
    figures: LoanFigures


@dataclass(frozen=True, slots=True)
class LoanBookPaper:
    """A month of all loans. `in_box`: what of the sums went through the fund's cash box, as its book says."""

    heading: Heading
    month: Month
    until: date
    pages: tuple[tuple[LoanBookLine, ...], ...]
    sums: LoanFigures
    in_box: LoanFigures
    borrowers: int
    loans: int
    signers: tuple[Signer, ...]


def loan_book_paper(club: ClubSummary, month: Month, *, names: bool, at: datetime) -> LoanBookPaper:
    """Return the loan book of a month, a running one until the day of printing; without `names` nobody is named."""
    until = min(month.last, timezone.localdate(at))
    before = {row.id: row for row in loans_on(club.id, month.previous.last)}
    now = {row.id: row for row in loans_on(club.id, until)}
    rows = sorted((before | now).values(), key=lambda row: (row.sort_name, row.first_on, row.number))
    called = members_called(club.id, {row.membership_id for row in rows}) if names else {}
    lines = [
        LoanBookLine(_who(row, called), figures)
        for row in rows
        if any(_values(figures := _figures(before.get(row.id), now.get(row.id))))
    ]
    top, signers = heading(club.id, on=until, at=at), board_signers(club.id, until, names=names)
    closing = TABLE_SUM + TEXT + signs(signers)
    open_now = [row for row in now.values() if row.at.outstanding]
    return LoanBookPaper(
        heading=top,
        month=month,
        until=until,
        pages=tuple(paginate(lines, _height, full=room(top, TALL_HEAD), closing=closing)),
        sums=sum((line.figures for line in lines), LoanFigures()),
        in_box=_in_box(club, month),
        borrowers=len({row.person_id for row in open_now}),
        loans=len(open_now),
        signers=signers,
    )


def _figures(before: LoanRow | None, now: LoanRow | None) -> LoanFigures:
    """Return what a month made of a loan: what is undone in it counts below zero in it, as in the cash book."""
    was, stands = _standing(before), _standing(now)
    lent, principal, interest, written_off = (
        Dong(later - earlier) for earlier, later in zip(was, stands, strict=True)
    )
    return LoanFigures(
        opening=before.at.outstanding if before else ZERO,
        lent=lent,
        principal=principal,
        interest=interest,
        written_off=written_off,
        closing=now.at.outstanding if now else ZERO,
        overdue=now.at.overdue.principal if now else ZERO,
    )


def _standing(row: LoanRow | None) -> tuple[Dong, Dong, Dong, Dong]:
    if row is None:
        return ZERO, ZERO, ZERO, ZERO
    return row.at.lent, row.at.paid.principal, row.at.paid.interest, row.at.written_off


def _who(row: LoanRow, called: Mapping[UUID, Called]) -> str:
    one = called.get(row.membership_id)
    who = one.name if one else _("Member no. %(number)d") % {"number": row.member_number}
    return f"{who}, {row.note}"


def _height(line: LoanBookLine) -> int:
    lines = lines_of(line.who, WHO_WIDTH) + (1 if line.figures.written_off else 0)
    return CELL + SMALL_LINE * lines


def _in_box(club: ClubSummary, month: Month) -> LoanFigures:
    """Return what the month's cash book says was lent, repaid and paid as interest."""
    lent = principal = interest = 0
    views = (view for line in cash_book(club.id, LENDING_FUND, month).lines for view in line.vouchers)
    for draft in (view.draft for view in views):
        for line in draft.lines:
            refs = [ref for ref in (line.debit, line.credit) if loan_of(ref) is not None]
            amount = -line.amount if draft.reverses else line.amount
            if not refs:
                continue
            interest += amount if refs[0].kind is AccountKind.INTEREST else 0
            if refs[0].kind is AccountKind.LOAN_PRINCIPAL and draft.kind is VoucherKind.PAYMENT:
                lent += amount
            elif refs[0].kind is AccountKind.LOAN_PRINCIPAL:
                principal += amount
    return LoanFigures(lent=Dong(lent), principal=Dong(principal), interest=Dong(interest))


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line of a borrower's statement (đồng); `is_loan` begins a loan, `rest` is owed after it."""

    on: date
    number: str
    text: str
    principal: Dong
    interest: Dong
    rest: Dong
    is_loan: bool = False


@dataclass(frozen=True, slots=True)
class StatementPaper:
    """Everything one person borrowed and paid, the oldest loan first (đồng)."""

    heading: Heading
    name: str
    on: date
    pages: tuple[tuple[StatementLine, ...], ...]
    paid_principal: Dong
    paid_interest: Dong
    owed: Dong
    signers: tuple[Signer, ...]


def statement_paper(club: ClubSummary, person_id: UUID, *, at: datetime) -> StatementPaper | None:
    """Return a borrower's statement; None for who never borrowed here. It names the person."""
    on = timezone.localdate(at)
    rows = list(reversed(person_loans_on(club.id, person_id, on)))
    if not rows:
        return None
    lines = [line for row in rows for line in _statement(row)]
    name = members_called(club.id, {rows[0].membership_id})[rows[0].membership_id].name
    signers = (Signer(_("Borrower"), rows[0].borrower), *board_signers(club.id, on, names=True)[1:])
    top = heading(club.id, on=on, at=at)
    full = room(top, TALL_HEAD, LINE * (lines_of(name, PAGE_WIDTH) - 1))
    return StatementPaper(
        heading=top,
        name=name,
        on=on,
        pages=tuple(paginate(lines, _statement_height, full=full, closing=TEXT + signs(signers))),
        paid_principal=Dong(sum(row.at.paid.principal for row in rows)),
        paid_interest=Dong(sum(row.at.paid.interest for row in rows)),
        owed=Dong(sum(row.at.outstanding for row in rows)),
        signers=signers,
    )


def _statement(row: LoanRow) -> Iterator[StatementLine]:
    """Yield a loan and every payment that holds, each with what is owed after it; then what was decided."""
    said = {
        "number": row.note,
        "amount": say_dong(row.first_amount),
        "purpose": row.purpose,
    }
    text = _("Loan note %(number)s: borrowed %(amount)s, %(purpose)s") % said
    rest = row.lent.principal
    yield StatementLine(row.first_on, "", text, ZERO, ZERO, rest, is_loan=True)
    paid = {one.place: one for one in row.paid}
    lines: list[tuple[int, StatementLine]] = []
    for view in vouchers_of_loan(row.club_id, row.id):
        one = paid.get(view.sequence)
        if one is not None:
            lines.append((view.sequence, _payment(one, view.number, _said(view, row))))
    for change in row.changes:
        text = f"{_(change.kind.label)} {say_dong(change.principal) if change.principal else ''}".strip()
        lines.append((change.place, StatementLine(change.on, "", text, ZERO, ZERO, Dong(change.principal))))
    for _place, line in sorted(lines, key=lambda one: (one[1].on, one[0])):
        rest = Dong(rest - line.principal - line.rest)
        yield replace(line, rest=rest)


def _said(view: VoucherView, row: LoanRow) -> str:
    """Return how a payment of this loan is told, and by whom where it was not the borrower; of other people nothing."""
    if view.draft.kind is not VoucherKind.RECEIPT:
        return say_part_of_loan(view, row.id)[0]
    own = [line for line in view.draft.lines if loan_of(line.credit) == row.id]
    if any(map(view.on_behalf_of, own)):
        return _("Paid by %(name)s on the borrower's behalf") % {"name": view.draft.wording.party_name}
    return _("Pays back")


def _payment(paid: Paid, number: str, text: str) -> StatementLine:
    return StatementLine(paid.on, number, text, paid.principal, paid.interest, ZERO)


def _statement_height(line: StatementLine) -> int:
    return height(lines_of(line.text, TEXT_WIDTH))
