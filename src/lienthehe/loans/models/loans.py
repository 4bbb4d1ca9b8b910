from django.db import models
from django.db.models import F, Q

from lienthehe.access.models import Officer
from lienthehe.clubs.models import Club, Membership
from lienthehe.foundation.ids import uuid7
from lienthehe.ledger.models import Voucher
from lienthehe.loans.models.applications import LoanApplication
from lienthehe.loans.rules.applications import LONGEST_TEXT
from lienthehe.loans.rules.changes import ChangeKind
from lienthehe.loans.rules.schedules import Method


class Loan(models.Model):
    """A loan as it was signed. Its id is computed from its terms (`rules.lending.loan_id`). Never changed or deleted.

    What was paid of it stands in the books alone, on the loan's own accounts. `money_voucher` and `goods_voucher` paid
    it out; a loan that was open when the club's books began has `brought_in`, its first sum and day, and neither.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="loans")
    number = models.PositiveIntegerField(help_text="of the year's loan notes (khế ước)")
    year = models.PositiveSmallIntegerField()
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="loans")
    application = models.ForeignKey(
        LoanApplication, on_delete=models.PROTECT, null=True, related_name="loans"
    )
    disbursement = models.UUIDField(unique=True, help_text="the id made by whoever paid it out")
    money_voucher = models.OneToOneField(Voucher, on_delete=models.PROTECT, null=True, related_name="+")
    goods_voucher = models.OneToOneField(Voucher, on_delete=models.PROTECT, null=True, related_name="+")
    brought_in = models.ForeignKey(Voucher, on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    money = models.BigIntegerField(help_text="đồng")
    goods = models.CharField(max_length=LONGEST_TEXT, blank=True)
    goods_value = models.BigIntegerField(help_text="đồng")
    purpose = models.CharField(max_length=LONGEST_TEXT)
    guarantor = models.CharField(max_length=LONGEST_TEXT, blank=True)
    annual_rate = models.DecimalField(max_digits=10, decimal_places=6, help_text="percent a year")
    late_rate = models.DecimalField(max_digits=6, decimal_places=4, help_text="percent a month")
    instalments = models.PositiveSmallIntegerField()
    every = models.CharField(max_length=4, help_text="1m, 2w, 15d")
    method = models.CharField(max_length=17, choices=[(one.value, one.value) for one in Method])
    days = models.CharField(max_length=13)
    round_to = models.PositiveSmallIntegerField(help_text="đồng")
    grace = models.PositiveSmallIntegerField()
    level = models.BooleanField(default=False)
    lines = models.JSONField(help_text='[["2026-02-15", principal, interest], …]: đồng')
    first_amount = models.BigIntegerField(help_text="đồng; what was lent when it began")
    first_on = models.DateField(help_text="when it began")
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["club", "on"], name="loan_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["club", "year", "number"], name="loan_number_once"),
            models.CheckConstraint(
                condition=Q(money__gte=0, goods_value__gte=0) & (Q(money__gt=0) | Q(goods_value__gt=0)),
                name="loan_of_something",
            ),
            models.CheckConstraint(
                condition=Q(brought_in__isnull=False, money_voucher__isnull=True, goods_voucher__isnull=True)
                | (Q(brought_in__isnull=True) & ~Q(money_voucher__isnull=True, goods_voucher__isnull=True)),
                name="loan_has_its_voucher",
            ),
            models.CheckConstraint(condition=Q(first_on__lte=F("on")), name="loan_begins_before"),
        ]


class LoanChange(models.Model):
    """A decision about a loan, from its day on. Never changed or deleted; one that was wrong is undone by another.

    `after_entry`: the entry of the club's chain after which it was taken. `voucher`: that of a write-off.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="+")
    loan = models.ForeignKey(Loan, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in ChangeKind])
    on = models.DateField()
    after_entry = models.PositiveIntegerField()
    dues = models.JSONField(default=list, help_text='["2026-02-15", …]: the new days of an extension')
    principal = models.BigIntegerField(default=0, help_text="đồng written off")
    interest = models.BigIntegerField(default=0, help_text="đồng owed beside it then")
    voucher = models.OneToOneField(Voucher, on_delete=models.PROTECT, null=True, related_name="+")
    meeting = models.UUIDField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    guarantor = models.CharField(max_length=LONGEST_TEXT, blank=True)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    second_officer = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["club", "loan"], name="loan_change_by_loan")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.UNDONE, undoes__isnull=False)
                | (~Q(kind=ChangeKind.UNDONE) & Q(undoes__isnull=True)),
                name="loan_change_undoes_one",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ChangeKind.WRITE_OFF) | Q(voucher__isnull=False, principal__gt=0),
                name="loan_change_written_off_by_voucher",
            ),
        ]
