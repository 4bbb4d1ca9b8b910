"""Goods of the stock: their list, and their sale."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import Fund
from lienthehe.documents.wording import say_voucher
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.ledger.commands import sell_goods
from lienthehe.ledger.queries.stock import StockMove, stock_list
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.entries import GoodsSold, Receipt, goods_sold
from lienthehe.ledger.rules.refusals import NotEnoughInStock
from lienthehe.web.forms import MoneyField, NameField
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.ledger.forms import TEXT, FundForm, PartyForm, PlaceForm, SecondForm
from lienthehe.web.ledger.writing import answer
from lienthehe.web.wording import write_dong

ON_A_PAGE, LAST_IN = 50, 5
"""Lines on a page of the list, and those of what came in last beside the form of a sale."""
VALUE_HELP = gettext_noop("What these goods cost when they came in; the list above tells it.")


class GoodsField(NameField):
    """Which goods: as people say it, with their number."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Which goods?"),
            help_text=_("Write what and how many, like “2 piglets”."),
            max_length=TEXT,
            error_messages={"required": _("Write which goods.")},
        )


class StockForm(FundForm):
    """An entry about goods that lie in a fund's stock already."""

    narration = GoodsField()
    is_about_goods = True

    @property
    def came_in(self) -> list[tuple[StockMove, str]]:
        """What came into the stock last, in words: beside it the value in the book is found."""
        return _told(self.desk, stock_list(self.desk.club.id).goods_in[:LAST_IN])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        filled = [fund.value for fund in Fund if self.desk.held(fund, AccountKind.STOCK)]
        self.fields["fund"].initial = filled[0] if len(filled) == 1 else None

    def _fund_label(self, fund: Fund) -> str:
        amount = write_dong(self.desk.held(fund, AccountKind.STOCK))
        return gettext("%(fund)s, goods of %(amount)s in stock") % {
            "fund": gettext(fund.label),
            "amount": amount,
        }


class GoodsSoldForm(StockForm, PartyForm, PlaceForm, SecondForm):
    title = _("Sell goods out of the stock")
    intro = _("More than their value in the book is income; less is a loss, which two people stand behind.")
    button = _("Record this sale")
    party_needed = False
    is_sure_of_two = False
    book_value = MoneyField(
        label=_("At what value do they stand in the book?"),
        help_text=_(VALUE_HELP),
    )
    field_order = [
        "narration", "fund", "book_value", "amount", "member", "other", "on", "place", "second_officer", "pin",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = gettext("Sold for how much?")
        self.fields["member"].label = gettext("Sold to which member?")
        if "second_officer" in self.fields:
            self.fields["second_officer"].help_text = gettext("Only when they are sold below their value.")

    @property
    def asks_for_two(self) -> bool:
        """Whether the goods are sold below their value in the book."""
        price, value = self.cleaned_data.get("amount"), self.cleaned_data.get("book_value")
        return bool(price and value and price < value)

    def sold(self) -> GoodsSold:
        """Return what the sale is made of."""
        return goods_sold(self.fund_chosen, self.cleaned_data["amount"], self.cleaned_data["book_value"])

    def add_refusal(self, refused: Refusal | Refusals) -> None:
        """Put what the stock does not hold at the value in the book: the price is another matter."""
        if isinstance(refused, NotEnoughInStock):
            refused.field = "book_value"
        super().add_refusal(refused)

    def receipt(self) -> Receipt:
        """Return what was written as the books take it."""
        return Receipt(
            id=self.cleaned_data["id"],
            fund=self.fund_chosen,
            on=self.cleaned_data["on"],
            parts=self.sold().parts,
            wording=self.wording(),
            party_kind=self.party_kind,
            party_id=self.party_id,
            at_bank=self.at_bank,
        )


@require_safe
def goods(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Hàng trong kho: everything that came in and went out, the newest first, and what is left."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    found = stock_list(club_id)
    page = Paginator(found.moves, ON_A_PAGE).get_page(request.GET.get("page"))
    values = [(gettext(fund.label), value) for fund, value in found.values.items()]
    context = desk.frame(
        lines=_told(desk, list(page.object_list)), page=page, values=values, total=found.total
    )
    return render(request, "ledger/goods.html", context)


def _told(desk: Desk, moves: Sequence[StockMove]) -> list[tuple[StockMove, str]]:
    return [(move, say_voucher(move.voucher, names=desk.sees_names)) for move in moves]


def sell(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Write goods sold out of the stock."""
    desk = desk_of(request, club_id, Act.RECORD_MONEY)
    form = GoodsSoldForm(request.POST or None, desk=desk)

    def write(at: datetime) -> UUID:
        sale, second = form.receipt(), form.second(at)
        return sell_goods(
            club_id=club_id, sale=sale, lost=form.sold().lost, second=second, by=desk.by, at=at
        )[0]

    return answer(request, desk, form, write)
