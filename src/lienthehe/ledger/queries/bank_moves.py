"""What was brought to the bank or fetched from it since the box was last counted: one person writes it, all hear of it."""

from uuid import UUID

from django.db.models import Max

from lienthehe.ledger.models import CashCount, Voucher
from lienthehe.ledger.queries.vouchers import VoucherView, voucher_views
from lienthehe.ledger.rules.accounts import MONEY


def bank_moves_since_count(club_id: UUID) -> list[VoucherView]:
    """Return the vouchers written since the last count that moved money between box and bank, in their order."""
    last = CashCount.objects.filter(club_id=club_id).aggregate(last=Max("sequence"))["last"] or 0
    between = {"transfers__debit__kind__in": MONEY, "transfers__credit__kind__in": MONEY}
    return voucher_views(Voucher.objects.filter(club_id=club_id, sequence__gt=last, **between).distinct())
