"""Thu một lần cho nhiều người: one payer hands over what several people owe, loans and contributions, on one receipt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.access.rules import Act
from lienthehe.clubs.rules import ContributionKind
from lienthehe.clubs.rules.dues import DuesStanding
from lienthehe.foundation.money import Dong
from lienthehe.ledger.queries.vouchers import voucher_view
from lienthehe.ledger.rules.accounts import LENDING_FUND, AccountKind
from lienthehe.loans.commands.repaying import record_repayments
from lienthehe.loans.queries.loans import LoanRow, loans_on
from lienthehe.loans.rules.dated import Afterwards
from lienthehe.loans.rules.handing_over import Covered, MoreThanIsOwed, asked_of, cover
from lienthehe.loans.rules.standings import LoanState
from lienthehe.web.forms import MoneyField
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.ledger.forms import PartyForm, PlaceForm
from lienthehe.web.loans.forms import answer_checked
from lienthehe.web.loans.handing_over import HandedOver, Share, dues_owed
from lienthehe.web.loans.repaying import PaymentForm, call_contribution
from lienthehe.web.loans.wording import call
from lienthehe.web.wording import write_dong


@dataclass(frozen=True, slots=True)
class Owing:
    """A member who owes something today: contributions by kind, and the loans that run."""

    membership_id: UUID
    who: str
    dues: dict[ContributionKind, DuesStanding]
    loans: tuple[LoanRow, ...]

    @property
    def box(self) -> str:
        return f"sum_{self.membership_id.hex}"

    @property
    def asked(self) -> Dong:
        """What is asked for today (đồng)."""
        return asked_of(self.dues, {row.id: row.at for row in self.loans})


@dataclass(frozen=True, slots=True)
class PaidFor:
    """What the sum for one member pays, and how each loan that it pays stands afterwards, by its note's number."""

    who: str
    lines: list[tuple[str, Dong]]
    total: Dong
    loans: list[tuple[str, Afterwards]]


class SeveralForm(PaymentForm, PlaceForm, PartyForm):
    """One payer, and a sum for each member paid for."""

    title = _("One payer for several people")
    intro = _("Write a sum beside everybody who is paid for; leave the others empty. One receipt is written.")
    amount: Any = None
    asked_last = frozenset({"__all__"})
    field_order = ["member", "other", "on", "place"]

    def __init__(self, *args: Any, desk: Desk, owing: list[Owing], **kwargs: Any) -> None:
        self.owing = owing
        super().__init__(*args, desk=desk, **kwargs)
        self.fields["member"].label = gettext("Which member hands it over?")
        if not desk.held(LENDING_FUND, AccountKind.BANK):
            del self.fields["place"]
        for one in owing:
            asked = gettext("Asked for today: %(amount)s.") % {"amount": write_dong(one.asked)}
            self.add_field(one.box, MoneyField(label=one.who, help_text=asked, required=False, at_least=0))

    def clean(self) -> None:
        super().clean()
        if not self.errors and not self.paid_for:
            self.add_error(None, gettext("Write a sum beside at least one person."))

    @property
    def paid_for(self) -> list[tuple[Owing, Dong]]:
        """Everybody for whom a sum is written, with it."""
        given = [(one, self.cleaned_data.get(one.box)) for one in self.owing]
        return [(one, amount) for one, amount in given if amount]

    @property
    def total(self) -> Dong:
        """What is handed over together (đồng)."""
        return Dong(sum(amount for _, amount in self.paid_for))

    @property
    def button(self) -> str:
        """The button names the sum."""
        return gettext("Record %(amount)s") % {"amount": write_dong(self.total)}

    @property
    def payer_boxes(self) -> list[Any]:
        """Who pays, when and how."""
        return [box for box in self.visible_fields() if not box.name.startswith("sum_")]

    @property
    def sum_boxes(self) -> list[Any]:
        """A box for everybody who owes something."""
        return [self[one.box] for one in self.owing]

    def covered(self) -> list[tuple[Owing, Covered]]:
        """Return what each sum pays. Raises what `check_on` raises, PaidBeforeLent, and MoreThanIsOwed at the sum's box."""
        self.check_on()
        return [(one, self._cover(one, amount)) for one, amount in self.paid_for]

    def _cover(self, one: Owing, amount: Dong) -> Covered:
        try:
            return cover(amount, one.dues, {row.id: self.finds(row) for row in one.loans})
        except MoreThanIsOwed as refused:
            refused.field = one.box
            raise

    def show(self) -> dict[str, Any]:
        """Return what each sum pays, line by line, and what is owed afterwards. Raises what `covered` and `leaves` raise."""
        if not self.paid_for:
            return {}
        paid = [
            PaidFor(one.who, list(_lines(one, covered)), covered.total, self._afterwards(one, covered))
            for one, covered in self.covered()
        ]
        return {"paid_for": paid, "total": self.total}

    def _afterwards(self, one: Owing, covered: Covered) -> list[tuple[str, Afterwards]]:
        return [
            (row.note, self.leaves(row, covered.loans[row.id].sum))
            for row in one.loans
            if row.id in covered.loans
        ]

    def handed_over(self) -> HandedOver:
        """Return what was written as the books take it."""
        given = self.cleaned_data
        shares = [
            Share(
                one.membership_id,
                covered.contributions,
                {key: (split.sum.principal, split.sum.interest) for key, split in covered.loans.items()},
            )
            for one, covered in self.covered()
        ]
        return HandedOver(given["id"], given["on"], shares, self.party_id, self.party_name, self.at_bank)


def _lines(one: Owing, covered: Covered) -> Iterator[tuple[str, Dong]]:
    for kind, amount in covered.contributions.items():
        yield call_contribution(kind), amount
    for row in one.loans:
        split = covered.loans.get(row.id)
        if split is None:
            continue
        number = {"number": row.note}
        if split.sum.interest:
            yield gettext("Loan no. %(number)s, interest") % number, split.sum.interest
        if split.sum.principal:
            yield gettext("Loan no. %(number)s, principal") % number, split.sum.principal


def repay_several(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Write what one payer hands over for several people."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    form = SeveralForm(request.POST or None, desk=desk, owing=_owing(desk))
    if written := _written_before(desk, form):
        return redirect("loan-voucher-recorded", club_id, written)

    def write(at: datetime) -> UUID:
        given = form.handed_over()
        return record_repayments(
            club_id=club_id, receipts=given.receipts, contributions=given.contributions, by=desk.by, at=at
        )[0]

    return answer_checked(
        request,
        desk,
        form,
        write,
        template="loans/several.html",
        then="loan-voucher-recorded",
        show=form.show,
    )


def _written_before(desk: Desk, form: SeveralForm) -> UUID | None:
    """Return the voucher that this form wrote when it was sent before: what was owed then is owed no more."""
    posted = form.data.get("id")
    try:
        sent = UUID(posted) if posted else None
    except ValueError:
        return None
    return sent if sent and form.is_writing and voucher_view(desk.club.id, sent) else None


def _owing(desk: Desk) -> list[Owing]:
    """Return everybody who owes something, in Vietnamese order of names; who has left comes last."""
    dues = dues_owed(desk)
    loans: dict[UUID, list[LoanRow]] = {}
    for row in loans_on(desk.club.id, desk.today):
        if row.state is LoanState.RUNS:
            loans.setdefault(row.membership_id, []).append(row)
    names = {UUID(key): name for key, name in desk.member_choices}
    names |= {key: call(desk, rows[0]) for key, rows in loans.items() if key not in names}
    return [
        Owing(key, name, dues.get(key, {}), tuple(loans.get(key, ())))
        for key, name in names.items()
        if key in dues or key in loans
    ]
