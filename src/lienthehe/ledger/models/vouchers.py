from django.db import models
from django.db.models import F, Q

from lienthehe.access.models import Officer
from lienthehe.clubs.models import Club, Membership
from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.models.accounts import FUNDS, Account
from lienthehe.ledger.models.books import ChainEntry
from lienthehe.ledger.rules.vouchers import PartyKind, VoucherKind


class Voucher(ChainEntry):
    """A numbered set of transfers written together. Never changed, never deleted (triggers).

    `meeting` and `count` are ids of rows of their own tables, without a foreign key: a voucher outlives every package
    above it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="vouchers")
    kind = models.CharField(max_length=2, choices=[(kind.value, kind.value) for kind in VoucherKind])
    fund = models.CharField(max_length=8, blank=True, choices=FUNDS)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    on = models.DateField()
    party_kind = models.CharField(max_length=8, blank=True, choices=[(k.value, k.value) for k in PartyKind])
    party_id = models.UUIDField(null=True)
    meeting = models.UUIDField(null=True)
    count = models.UUIDField(null=True)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_as = models.CharField(max_length=20)
    second_officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["club", "on", "sequence"], name="voucher_by_day"),
            models.Index(fields=["meeting"], name="voucher_by_meeting", condition=Q(meeting__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["club", "sequence"], name="voucher_place_once"),
            models.UniqueConstraint(
                fields=["club", "year", "kind", "fund", "number"], name="voucher_number_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=VoucherKind.TRANSFER, fund="")
                | (~Q(kind=VoucherKind.TRANSFER) & ~Q(fund="")),
                name="voucher_fund_by_kind",
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="voucher_number_positive"),
        ]


class VoucherWording(models.Model):
    """The words of a voucher, apart from the chain's own fields. Replaced only once, when a person is forgotten."""

    voucher = models.OneToOneField(
        Voucher, on_delete=models.PROTECT, primary_key=True, related_name="wording"
    )
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    salt = models.BinaryField(max_length=16)
    narration = models.TextField(blank=True)
    party_name = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    forgotten_on = models.DateField(null=True)


class Transfer(models.Model):
    """One debit account, one credit account, an amount above zero, both in one fund. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="transfers")
    position = models.PositiveSmallIntegerField()
    fund = models.CharField(max_length=8, choices=FUNDS)
    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="debits")
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="credits")
    amount = models.BigIntegerField()
    on = models.DateField()
    for_member = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["debit", "on"], name="transfer_by_debit"),
            models.Index(fields=["credit", "on"], name="transfer_by_credit"),
            models.Index(fields=["club", "on"], name="transfer_by_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_amount_positive"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="transfer_two_accounts"),
            models.UniqueConstraint(fields=["voucher", "position"], name="transfer_position_once"),
        ]
