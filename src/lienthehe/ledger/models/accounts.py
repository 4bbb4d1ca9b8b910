from django.db import models
from django.db.models import Q

from lienthehe.clubs.models import Club, Membership
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.rules.accounts import LONGEST_NAME, AccountKind

FUNDS = [(fund.value, fund.value) for fund in Fund]


class Account(models.Model):
    """One account of one fund. Its id is computed from fund, kind and subject (`AccountRef.id_in`).

    `balance` is debit minus credit of all its transfers, in đồng: kept by the posting, recomputed by `verify`.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="accounts")
    fund = models.CharField(max_length=8, choices=FUNDS)
    kind = models.CharField(max_length=24, choices=[(kind.value, kind.value) for kind in AccountKind])
    subject = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=LONGEST_NAME, blank=True)
    search_label = models.CharField(max_length=LONGEST_NAME, blank=True)
    balance = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "fund", "kind", "subject"], name="account_once"),
        ]


class DuesPaid(models.Model):
    """How much a member has paid of one contribution, in đồng: recomputed from transfers by `verify`."""

    id = models.UUIDField(primary_key=True, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="dues_paid")
    fund = models.CharField(max_length=8, choices=FUNDS)
    refundable = models.BooleanField()
    paid = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "fund", "refundable"], name="dues_paid_once"),
        ]


class BorrowedCapital(models.Model):
    """Capital that somebody lent to the club. What is still owed is the balance of its account."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="capital")
    borrowed_on = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="capital_amount_positive")]


class CapitalDue(models.Model):
    """A part of borrowed capital and the day on which it must be back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    capital = models.ForeignKey(BorrowedCapital, on_delete=models.PROTECT, related_name="dues")
    due_on = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="capital_due_amount_positive"),
            models.UniqueConstraint(fields=["capital", "due_on"], name="capital_due_once_a_day"),
        ]
