"""Sổ quỹ: a fund's month as in the paper book, whose money it is, and the list of what can be written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import Fund
from lienthehe.documents.cash_book import say_line
from lienthehe.documents.wording import say_numbers, say_voucher
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.capital import capital_standings
from lienthehe.ledger.queries.cash_book import BookLine, cash_book
from lienthehe.ledger.queries.money import first_entry_month, last_closed_month
from lienthehe.ledger.queries.sources import fund_sources, source_story
from lienthehe.ledger.queries.vouchers import VoucherView
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.capital import due_soon
from lienthehe.ledger.rules.months import next_to_close
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.ledger.payments import PAYMENTS
from lienthehe.web.ledger.receipts import RECEIPTS
from lienthehe.web.ledger.transfers import TRANSFERS


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the book in words; `line` has its figures."""

    line: BookLine
    numbers: str
    text: str
    vouchers: tuple[tuple[VoucherView, str], ...]


@require_safe
def today(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Lead to this month's book of the income fund."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    return redirect("cash-book", club_id, Fund.INCOME, Month.of(desk.today))


@require_safe
def book(request: HttpRequest, club_id: UUID, fund: Fund, month: Month) -> HttpResponse:
    """One fund and month as in the paper book."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    current, first = Month.of(desk.today), first_entry_month(club_id)
    if month > current:
        raise Http404
    page = cash_book(club_id, fund, month)
    due = next_to_close(first_entry=first, last_closed=last_closed_month(club_id))
    context = desk.frame(
        fund=fund,
        month=month,
        book=page,
        lines=list(_told(page.lines, names=desk.sees_names)),
        beside=[(view, say_voucher(view, names=desk.sees_names)) for view in page.beside_box],
        funds=list(Fund),
        is_empty=first is None,
        is_current=month == current,
        month_to_close=month if due == month and month < current else None,
        earlier=month.previous if first and month > first else None,
        later=month.next if month < current else None,
        money=fund_sources(club_id)[fund],
        borrowed=[one for one in due_soon(capital_standings(club_id), on=desk.today) if one.fund is fund],
    )
    return render(request, "ledger/cash_book.html", context)


def _told(lines: Sequence[BookLine], *, names: bool) -> Iterator[Told]:
    for line in lines:
        vouchers = tuple((view, say_voucher(view, names=names)) for view in line.vouchers)
        yield Told(line, say_numbers(line.vouchers), say_line(line, names=names), vouchers)


@require_safe
def sources(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Tiền của ai: where the money of both funds came from, and where it is."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    context = desk.frame(funds=list(fund_sources(club_id).values()))
    return render(request, "ledger/sources.html", context)


@require_safe
def source(request: HttpRequest, club_id: UUID, account_id: UUID) -> HttpResponse:
    """One giver or lender: everything that came and what went back."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    story = source_story(club_id, account_id)
    if story is None:
        raise Http404
    lines = [
        (one.voucher, say_voucher(one.voucher, names=desk.sees_names), one.change) for one in story.movements
    ]
    return render(request, "ledger/source.html", desk.frame(story=story, lines=lines))


@require_safe
def menu(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Everything that can be written into the books outside a meeting; what needs a difference only where there is one."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    missing, too_much = _open(desk, AccountKind.SHORTAGE), _open(desk, AccountKind.SURPLUS)
    hidden = set() if missing else {"bu-thieu", "bo-thieu"}
    hidden |= set() if too_much else {"tra-tien-thua", "giu-thua"}
    if not any(desk.held(fund, AccountKind.BANK) for fund in Fund):
        hidden.add("rut-ngan-hang")
    has_goods = any(desk.held(fund, AccountKind.STOCK) for fund in Fund)
    hidden |= set() if has_goods else {"hang-hong"}
    context = desk.frame(
        receipts=[(word, form.title) for word, form in RECEIPTS.items() if word not in hidden],
        payments=[(word, form.title) for word, form in PAYMENTS.items() if word not in hidden],
        transfers=[(word, form.title) for word, form in TRANSFERS.items() if word not in hidden],
        missing=missing,
        too_much=too_much,
        has_goods=has_goods,
        owes_capital=bool(capital_standings(club_id)),
    )
    return render(request, "ledger/menu.html", context)


def _open(desk: Desk, kind: AccountKind) -> Dong:
    return Dong(sum(amount for (_, of), amount in desk.differences.items() if of is kind))
