"""The books of the access walk's clubs: a voucher, a giver, borrowed capital, a count and a meeting on each side."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from lienthehe.access.queries import Officer
from lienthehe.access.rules import Role
from lienthehe.clubs.queries import ClubSummary, scopes_of_club
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.commands import borrow_capital, count_box, record_receipts, record_transfer
from lienthehe.ledger.queries.sources import named_sources
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef
from lienthehe.ledger.rules.capital import DuePart
from lienthehe.ledger.rules.entries import Part, Receipt, gift_in_kind
from lienthehe.ledger.rules.vouchers import Wording
from tests.given.counts import a_count
from tests.given.meetings import a_sheet, held
from tests.given.officers import AT, PIN, an_officer
from tests.given.receipts import fee

FIRST, LATER, MEETING = date(2026, 10, 5), date(2026, 10, 6), date(2026, 10, 17)
_TODAY = "02/11/2026"
_ENTRY = {"amount": "10.000", "on": _TODAY, "fund": "income", "place": "box"}


def _second(club: ClubSummary, _by: Officer) -> Officer:
    around = scopes_of_club(club.id, on=AT.date())
    return an_officer(Role.ACCOUNTANT, *around, full_name=f"Người duyệt {club.name}")


def _receive(club: ClubSummary, by: Officer, account: AccountRef) -> UUID:
    words = Wording("Nộp tiền", f"Người nộp {club.name}")
    receipt = Receipt(uuid7(), account.fund, FIRST, (Part(account, Dong(500_000)),), words)
    return record_receipts(club_id=club.id, receipts=[receipt], by=by, at=AT)[0]


def _giver(club: ClubSummary, by: Officer) -> UUID:
    source = AccountRef(Fund.INCOME, AccountKind.DONATION, uuid4().hex, f"Người cho {club.name}")
    _receive(club, by, source)
    return next(ref for ref in named_sources(club.id) if ref == source).id_in(club.id)


def _borrow(club: ClubSummary, by: Officer) -> UUID:
    return borrow_capital(
        club_id=club.id, capital_id=uuid7(), fund=Fund.INCOME, lender=f"Người cho mượn {club.name}", on=FIRST,
        amount=Dong(500_000), parts=[DuePart(date(2027, 10, 5), Dong(500_000))], terms="", at_bank=False, by=by,
        at=AT,
    )  # fmt: skip


def _goods(club: ClubSummary, by: Officer) -> UUID:
    giver = AccountRef(Fund.INCOME, AccountKind.GIFT_IN_KIND, uuid4().hex, f"Người tặng {club.name}")
    return record_transfer(
        club_id=club.id, voucher_id=uuid7(), on=FIRST, lines=gift_in_kind(giver, Dong(500_000), for_lending=True),
        wording=Wording("Cây giống"), second=None, by=by, at=AT,
    )  # fmt: skip


def _count(club: ClubSummary, by: Officer) -> UUID:
    sheet = a_count(1_500_000, Fund.INCOME, on=LATER, explanation="")
    return count_box(club_id=club.id, sheet=sheet, by=by, at=AT).count_id


OF_BOOKS: dict[str, Callable[[ClubSummary, Officer], object]] = {
    "second": _second,
    "fund": lambda _, __: Fund.INCOME,
    "month": lambda _, __: Month(2026, 10),
    "receipt_kind": lambda _, __: "thu-khac",
    "payment_kind": lambda _, __: "tieu-dung",
    "transfer_kind": lambda _, __: "gui-ngan-hang",
    "voucher_id": lambda club, by: _receive(club, by, fee(Fund.INCOME)),
    "account_id": _giver,
    "capital_id": _borrow,
    "count_id": _count,
    "goods_id": _goods,
}
"""As `OF_A_CLUB`, for the pages of the books."""


def a_meeting(club: ClubSummary, by: Officer, second: Any) -> UUID:
    """Return a meeting in the club's books, confirmed by both."""
    return held(a_sheet(club.id, MEETING), by=by, second=second, at=AT)


def _confirmed(ids: dict[str, Any]) -> dict[str, Any]:
    return {"second_officer": ids["second"].pk, "pin": PIN}


BODIES_OF_BOOKS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "record-receipt": lambda _: _ENTRY | {"id": uuid4(), "income": "fee"},
    "record-payment": lambda target: {
        **_ENTRY,
        **_confirmed(target.ids),
        "id": uuid4(),
        "purpose": "tea",
        "other": "Hàng Chè",
    },
    "record-transfer": lambda _: _ENTRY | {"id": uuid4()},
    "sell-goods": lambda _: _ENTRY | {"id": uuid4(), "narration": "Cây giống", "book_value": "10.000"},
    "borrow-capital": lambda _: _ENTRY | {"id": uuid4(), "lender": "Ai Đó", "due_1": "02/11/2027"},
    "return-capital": lambda target: _ENTRY | _confirmed(target.ids) | {"id": uuid4()},
    "count-box": lambda _: {"id": uuid4(), "on": _TODAY, "fund": "income", "explanation": "Chưa rõ"},
    "undo-voucher": lambda target: {"reason": "Ghi nhầm"} | _confirmed(target.ids),
    "right-voucher": lambda target: {
        "id": uuid4(),
        "amount_0": "600.000",
        "on": f"{FIRST:%d/%m/%Y}",
        "reason": "Ghi nhầm",
        **_confirmed(target.ids),
    },
}
"""As `BODIES`, for the forms of the books."""
