"""What lies where: the boxes, the bank, the stock, on any date."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.models import Account, MonthClosing, Transfer
from lienthehe.ledger.rules.accounts import NEVER_BELOW_ZERO, OWN_MONEY, AccountKind, AccountRef, cash_box
from lienthehe.ledger.rules.box import Movement, check_never_below_zero, least_held, own_side
from lienthehe.ledger.rules.contents import Balances
from lienthehe.ledger.rules.losses import check_borne, funds_losing
from lienthehe.ledger.rules.vouchers import VoucherDraft


def check_holdings(
    club_id: UUID, drafts: Sequence[VoucherDraft], *, balances: Mapping[UUID, int], next_sequence: int
) -> None:
    """Refuse drafts that would leave a box, the bank, the stock or somebody's claim below zero on any date.

    `balances` are those of all accounts in the drafts, before them (đồng). Raises NotEnoughInBox, NotEnoughInBank,
    NotEnoughInStock, MoreThanOwed. Reads only the accounts that fall, and of
    them what is dated on or after the first draft.
    """
    coming: defaultdict[AccountRef, list[Movement]] = defaultdict(list)
    for sequence, draft in enumerate(drafts, start=next_sequence):
        for line in draft.lines:
            for ref, change in ((line.debit, line.amount), (line.credit, -line.amount)):
                if side := own_side(ref.kind):
                    coming[ref].append(Movement(draft.on, sequence, draft.mends, Dong(side * change)))
    falling = {
        ref.id_in(club_id): ref
        for ref, movements in coming.items()
        if any(one.change < 0 for one in movements)
    }
    if not falling:
        return
    written = _movements_since(
        club_id, falling, min(one.on for ref in falling.values() for one in coming[ref])
    )
    for account_id, ref in falling.items():
        now = own_side(ref.kind) * balances[account_id]
        opening = Dong(now - sum(one.change for one in written[account_id]))
        check_never_below_zero(ref.kind, opening, [*written[account_id], *coming[ref]])


def check_losses(club_id: UUID, drafts: Sequence[VoucherDraft]) -> None:
    """Refuse a loss that would fall on what a fund must give back. Reads only when something is lost.

    Raises LossNotBorne.
    """
    losing = funds_losing(drafts)
    if not losing:
        return
    rows = Account.objects.filter(club_id=club_id, fund__in=losing, kind__in=OWN_MONEY)
    balances = dict(rows.values_list("fund").annotate(Sum("balance")))
    for fund in sorted(losing):
        check_borne(fund, Dong(-balances.get(fund, 0)), drafts)


def _movements_since(
    club_id: UUID, accounts: Mapping[UUID, AccountRef], since: date
) -> defaultdict[UUID, list[Movement]]:
    touching = Q(debit__in=accounts) | Q(credit__in=accounts)
    rows = Transfer.objects.filter(touching, club_id=club_id, on__gte=since).values_list(
        "debit_id",
        "credit_id",
        "amount",
        "on",
        "voucher__sequence",
        Coalesce("voucher__reverses", "voucher__corrects"),
    )
    movements: defaultdict[UUID, list[Movement]] = defaultdict(list)
    for debit, credit, amount, on, sequence, mends in rows:
        for account, change in ((debit, amount), (credit, -amount)):
            if account in accounts:
                side = own_side(accounts[account].kind)
                movements[account].append(Movement(on, sequence, mends, Dong(side * change)))
    return movements


def holdings_on(club_id: UUID, on: date) -> Balances:
    """Return what each fund's box, bank and stock held at the end of a day (đồng).

    Reads back from the present, so a recent day costs little; a closed month's end is read by `month_opening`.
    """
    accounts = Account.objects.filter(club_id=club_id, kind__in=NEVER_BELOW_ZERO)
    held = accounts.annotate(then=F("balance") - _moved_after(on, "debit") + _moved_after(on, "credit"))
    return _by_fund(held.values_list("fund", "kind", "then"))


def _moved_after(on: date, side: str) -> Coalesce:
    """Say what moved through one side of an account after a day."""
    own = Transfer.objects.filter(club_id=OuterRef("club_id"), on__gt=on, **{side: OuterRef("id")}).order_by()
    return Coalesce(Subquery(own.values(side).annotate(moved=Sum("amount")).values("moved")), 0)


def month_opening(club_id: UUID, month: Month) -> Balances:
    """Return what each fund held as the month began (đồng): from the closing before it where there is one."""
    closing = MonthClosing.objects.filter(club_id=club_id, month=month.previous.first).values_list(
        "balances", flat=True
    )
    stored: Balances | None = closing.first()
    return stored if stored is not None else holdings_on(club_id, month.previous.last)


def box_balances(club_id: UUID) -> dict[Fund, Dong]:
    """Return what lies in each fund's cash box now (đồng)."""
    rows = Account.objects.filter(club_id=club_id, kind=AccountKind.CASH_BOX).values_list("fund", "balance")
    return {fund: Dong(0) for fund in Fund} | {Fund(fund): Dong(balance) for fund, balance in rows}


def boxes_then_and_now(club_id: UUID, on: date) -> dict[Fund, tuple[Dong, Dong]]:
    """Return what lay in each fund's cash box at the end of a day, and what lies in it now (đồng); in one query."""
    rows = Account.objects.filter(club_id=club_id, kind=AccountKind.CASH_BOX)
    later = Transfer.objects.filter(on__gt=on).order_by()
    came = later.filter(debit=OuterRef("pk")).values("debit").annotate(total=Sum("amount"))
    went = later.filter(credit=OuterRef("pk")).values("credit").annotate(total=Sum("amount"))
    found = rows.annotate(
        came=Coalesce(Subquery(came.values("total")), 0), went=Coalesce(Subquery(went.values("total")), 0)
    ).values_list("fund", "balance", "came", "went")
    boxes = {
        Fund(fund): (Dong(now - came_later + went_later), Dong(now))
        for fund, now, came_later, went_later in found
    }
    return {fund: (Dong(0), Dong(0)) for fund in Fund} | boxes


def payable_from_boxes(club_id: UUID, on: date) -> dict[Fund, Dong]:
    """Return what may be paid out of each box at the end of a day: it holds so much at every point from then on (đồng)."""
    refs = {cash_box(fund).id_in(club_id): cash_box(fund) for fund in Fund}
    later = _movements_since(club_id, refs, on + timedelta(days=1))
    now = box_balances(club_id)
    return {
        ref.fund: least_held(
            ref.kind, Dong(now[ref.fund] - sum(one.change for one in later[key])), later[key]
        )
        for key, ref in refs.items()
    }


def last_closed_month(club_id: UUID) -> Month | None:
    """Return the last month that takes no voucher any more."""
    last = MonthClosing.objects.filter(club_id=club_id).aggregate(Max("month"))["month__max"]
    return Month.of(last) if last else None


def last_closing() -> Subquery:
    """Say, for a row of a club, the first day of the last month that takes no voucher any more."""
    closings = MonthClosing.objects.filter(club_id=OuterRef("club_id")).order_by("-month")
    return Subquery(closings.values("month")[:1])


def months_closed(club_id: UUID, closings: Collection[UUID]) -> dict[UUID, Month]:
    """Return which month each of these closings of a club closed."""
    rows = MonthClosing.objects.filter(club_id=club_id, id__in=closings).values_list("id", "month")
    return {closing: Month.of(first) for closing, first in rows}


def first_entry_month(club_id: UUID) -> Month | None:
    """Return the month in which the club's books begin, None while nothing is in them."""
    first = Transfer.objects.filter(club_id=club_id).order_by("on").values_list("on", flat=True).first()
    return Month.of(first) if first else None


def _by_fund(rows: Iterable[tuple[str, str, int]]) -> Balances:
    empty = {str(kind): 0 for kind in sorted(NEVER_BELOW_ZERO)}
    held: Balances = {str(fund): dict(empty) for fund in Fund}
    for fund, kind, balance in rows:
        held[fund][kind] = balance
    return held
