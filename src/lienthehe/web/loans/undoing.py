"""Ghi nhầm: what a loan wrote undone, or the right amounts written in its place; and what was written just now."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.documents.vouchers import voucher_parts
from lienthehe.documents.wording import say_part, say_voucher
from lienthehe.foundation.money import ZERO, Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.money import last_closed_month
from lienthehe.ledger.queries.vouchers import VoucherView, views_by_id, voucher_view
from lienthehe.ledger.rules.accounts import LENDING_FUND, AccountKind, loan_of
from lienthehe.ledger.rules.accounts import of_loan as accounts_of_loan
from lienthehe.ledger.rules.corrections import loans_touched
from lienthehe.ledger.rules.entries import Part
from lienthehe.ledger.rules.vouchers import Line, PartyKind, VoucherDraft, VoucherKind, reversal_of
from lienthehe.loans.commands.changes import undo_change
from lienthehe.loans.commands.undoing import correct_loan_voucher
from lienthehe.loans.queries.loans import LoanRow, some_loans_on
from lienthehe.loans.queries.undoing import (
    decision_of,
    in_the_way,
    is_disbursement,
    paid_out_together,
    reversals_of,
    undone_loans,
)
from lienthehe.loans.rules.changes import ChangeKind
from lienthehe.loans.rules.repaying import Repayment, RepaymentReceipt
from lienthehe.loans.rules.standings import standing
from lienthehe.web.forms import MoneyField, VietnameseDateField
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.ledger.forms import EntryForm
from lienthehe.web.ledger.vouchers import UndoForm
from lienthehe.web.ledger.writing import answer
from lienthehe.web.loans.behind import BehindForm
from lienthehe.web.loans.changing import show_decided
from lienthehe.web.loans.forms import reason_field
from lienthehe.web.loans.handing_over import other_receipt_id
from lienthehe.web.loans.repaying import loan_of as loan_row_of
from lienthehe.web.loans.wording import call, write_both

_OF_REPAYMENT = frozenset({AccountKind.INTEREST, AccountKind.LOAN_PRINCIPAL})


class UndoLoanForm(UndoForm):
    """Undo what a loan wrote; nothing takes its place. `together`: every voucher that goes, as money and goods lent."""

    def __init__(self, *args: Any, together: Sequence[VoucherView], **kwargs: Any) -> None:
        self.together = together
        super().__init__(*args, **kwargs)

    def _drafts(self) -> list[VoucherDraft]:
        drafts = [one.draft for one in self.together]
        return [
            reversal_of(one, new_id=one.id, on=one.on, wording=one.wording, second=None) for one in drafts
        ]

    def receipt(self) -> RepaymentReceipt | None:
        """Return what takes the receipt's place."""
        return None


class RightLoanForm(UndoLoanForm):
    """Undo a repayment and write it again with the right parts, day or text; the payer stays."""

    replaces = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        draft = self.wrong.draft
        names = [f"part_{place}" for place in range(len(self._lines))]
        for name, (label, amount) in zip(names, self._parts, strict=True):
            self.add_field(name, MoneyField(label=label, initial=amount, required=False, at_least=0))
        if not self.is_closed:
            self.add_field("on", VietnameseDateField(label=gettext("The right day"), initial=draft.on))
        self.add_narration()
        self.order_fields([*names, "on", "narration", "reason", "second_officer", "pin"])

    @property
    def _lines(self) -> Sequence[Line]:
        """The receipt's lines, and of each loan the part that it lacks."""
        lines = list(self.wrong.draft.lines)
        for loan_id in sorted(loans_touched(self.wrong.draft), key=str):
            own = [line for line in lines if loan_of(line.credit) == loan_id]
            for kind in sorted(_OF_REPAYMENT - {line.credit.kind for line in own}):
                ref = own[0].credit
                other = type(ref)(ref.fund, kind, ref.subject)
                lines.append(Line(own[0].debit, other, ZERO, own[0].for_member))
        return lines

    @property
    def _parts(self) -> Iterator[tuple[str, Dong]]:
        rows = some_loans_on(self.desk.club.id, loans_touched(self.wrong.draft), self.desk.today)
        for line in self._lines:
            said = say_part(self.wrong, line, names=self.desk.sees_names)
            row = rows.get(loan_of(line.credit) or UUID(int=0))
            whose = f" ({call(self.desk, row)})" if row and len(rows) > 1 else ""
            yield f"{said}{whose}", line.amount

    def clean(self) -> None:
        super().clean()
        given = [self.cleaned_data.get(f"part_{place}") for place in range(len(self._lines))]
        if not any(given) and not self.errors:
            self.add_error("part_0", gettext("Write at least one amount, or undo the voucher."))

    def receipt(self) -> RepaymentReceipt:
        given, draft = self.cleaned_data, self.wrong.draft
        paid: defaultdict[UUID, dict[AccountKind, Dong]] = defaultdict(dict)
        others = []
        for place, line in enumerate(self._lines):
            amount = given[f"part_{place}"] or ZERO
            loan_id = loan_of(line.credit)
            if loan_id is not None:
                paid[loan_id][line.credit.kind] = amount
            elif amount:
                others.append(Part(line.credit, amount, line.for_member))
        is_member = draft.party_kind is PartyKind.MEMBER
        return RepaymentReceipt(
            id=given["id"],
            on=given.get("on") or (self.desk.today if self.is_closed else draft.on),
            paid=tuple(
                Repayment(key, parts[AccountKind.LOAN_PRINCIPAL], parts[AccountKind.INTEREST])
                for key, parts in paid.items()
                if any(parts.values())
            ),
            others=tuple(others),
            payer=draft.party_id if is_member else None,
            payer_name=draft.wording.party_name,
            text=self.narration_given,
            at_bank=draft.lines[0].debit.kind is AccountKind.BANK,
        )


class Effect(NamedTuple):
    """What a loan owes with a voucher and without it (đồng of principal); None: it would be no loan any more.

    `is_recovery`: of a written-off loan what may still come back stands there instead.
    """

    who: str
    row: LoanRow
    before: Dong
    after: Dong | None
    is_recovery: bool = False


def correct(
    request: HttpRequest, club_id: UUID, loan_voucher_id: UUID, form_class: type[UndoLoanForm]
) -> HttpResponse:
    """Undo a loan's voucher, or write the right one in its place, with a reason."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    wrong = _voucher_of(desk, loan_voucher_id)
    replaces = form_class.replaces
    if request.method == "GET" and (not wrong.is_correctable or (replaces and not is_replaceable(wrong))):
        return redirect("voucher", club_id, loan_voucher_id)
    last_closed = last_closed_month(club_id)
    is_closed = last_closed is not None and Month.of(wrong.draft.on) <= last_closed
    undone = views_by_id(club_id, paid_out_together(club_id, loan_voucher_id))
    form = form_class(request.POST or None, desk=desk, wrong=wrong, together=undone, is_closed=is_closed)

    def write(at: datetime) -> UUID:
        return correct_loan_voucher(
            club_id=club_id, voucher_id=loan_voucher_id, right=form.receipt(), second=form.second(at),
            reason=form.cleaned_data["reason"], by=desk.by, at=at,
        )[-1]  # fmt: skip

    return answer(
        request, desk, form, write, template="loans/undo.html", then="loan-voucher-recorded", wrong=wrong,
        numbers=write_both([one.number for one in undone]), total=Dong(sum(one.total for one in undone)),
        undone=[(one, say_voucher(one, names=desk.sees_names)) for one in undone],
        effects=_effects(desk, wrong), in_the_way=in_the_way(club_id, wrong), is_replaceable=is_replaceable(wrong),
    )  # fmt: skip


def is_replaceable(view: VoucherView) -> bool:
    """Tell whether a right receipt may take its place: it is one, of repayments alone beside contributions."""
    kinds = {line.credit.kind for line in view.draft.lines if loan_of(line.credit)}
    return view.draft.kind is VoucherKind.RECEIPT and not view.is_reversal and kinds <= _OF_REPAYMENT


def _effects(desk: Desk, wrong: VoucherView) -> list[Effect]:
    """Return what undoing does to each loan that the voucher touches."""
    paid_out = is_disbursement(desk.club.id, wrong.draft.id)
    rows = some_loans_on(desk.club.id, loans_touched(wrong.draft), desk.today)
    return [_effect(desk, row, wrong, paid_out=paid_out) for row in rows.values()]


def _effect(desk: Desk, row: LoanRow, wrong: VoucherView, *, paid_out: bool) -> Effect:
    who = call(desk, row)
    account = accounts_of_loan(AccountKind.RECOVERIES, row.id)
    if recovered := sum(line.amount for line in wrong.draft.lines if line.credit == account):
        without = replace(row, recovered=Dong(row.recovered - recovered))
        return Effect(who, row, row.to_recover, without.to_recover, is_recovery=True)
    after = None if paid_out else _without(row, wrong, desk.today)
    return Effect(who, row, row.at.outstanding, after)


def _without(row: LoanRow, wrong: VoucherView, on: date) -> Dong:
    changes = {one.place for one in row.changes if one.voucher_id == wrong.draft.id}
    gone = {wrong.sequence} | changes
    return standing(row.lent, [event for event in row.events if event.place not in gone], on).outstanding


def _voucher_of(desk: Desk, voucher_id: UUID) -> VoucherView:
    view = voucher_view(desk.club.id, voucher_id)
    if view is None or not loans_touched(view.draft):
        raise Http404
    return view


class UndoChangeForm(EntryForm):
    """Undo who stands for a loan."""

    title = _("Undo a decision")
    button = _("Undo this decision")
    amount: Any = None
    narration: Any = None
    reason = reason_field(_("What was wrong?"))

    def __init__(self, *args: Any, row: LoanRow, **kwargs: Any) -> None:
        self.row = row
        super().__init__(*args, **kwargs)
        del self.fields["on"]


class UndoExtensionForm(UndoChangeForm, BehindForm):
    """Undo an extension: by two, as it was made."""

    field_order = ["reason", "second_officer", "pin"]


def undo_decision(request: HttpRequest, club_id: UUID, change_id: UUID) -> HttpResponse:
    """Undo a decision that no voucher wrote."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    decision = decision_of(club_id, change_id)
    if decision is None:
        raise Http404
    if decision.is_undone:
        return redirect("loan-change-undone", club_id, change_id)
    row = loan_row_of(desk, decision.loan_id)
    form_class = UndoExtensionForm if decision.kind is ChangeKind.EXTENSION else UndoChangeForm
    form = form_class(request.POST or None, desk=desk, row=row)

    def write(at: datetime) -> UUID:
        undo_change(
            club_id=club_id, change_id=change_id, reason=form.cleaned_data["reason"], second=form.second(at),
            by=desk.by, at=at,
        )  # fmt: skip
        return change_id

    return answer(
        request, desk, form, write, template="loans/entry.html", then="loan-change-undone", row=row,
        who=call(desk, row), decision=decision, decided=gettext(decision.kind.label),
    )  # fmt: skip


@require_safe
def decision_undone(request: HttpRequest, club_id: UUID, change_id: UUID) -> HttpResponse:
    """How the loan stands now that a decision is undone."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    decision = decision_of(club_id, change_id)
    if decision is None or not decision.is_undone:
        raise Http404
    return show_decided(request, desk, loan_row_of(desk, decision.loan_id), change=None)


def _written_with(desk: Desk, view: VoucherView) -> list[VoucherView]:
    """Return a voucher with what was written in the same act: of a reversal the goods' beside the money's."""
    if view.original_id is not None and view.is_reversal:
        return reversals_of(desk.club.id, paid_out_together(desk.club.id, view.original_id))
    also = voucher_view(desk.club.id, other_receipt_id(view.draft.id))
    return [one for one in (view, also) if one is not None]


@require_safe
def recorded(request: HttpRequest, club_id: UUID, loan_voucher_id: UUID) -> HttpResponse:
    """What was written of loans just now: its vouchers, and what each loan still owes."""
    desk = desk_of(request, club_id, Act.KEEP_LOANS)
    view = voucher_view(club_id, loan_voucher_id)
    if view is None:
        raise Http404
    views = _written_with(desk, view)
    touched = loans_touched(view.draft)
    rows = some_loans_on(club_id, touched, desk.today)
    context = desk.frame(
        view=views[0],
        numbers=write_both([one.number for one in views]) if view.is_reversal else view.number,
        gone=undone_loans(club_id, touched - set(rows), desk.today),
        vouchers=[
            (one, say_voucher(one, names=desk.sees_names), voucher_parts(one, names=desk.sees_names))
            for one in views
        ],
        total=Dong(sum(one.signed_total for one in views)),
        loans=[(row, call(desk, row), row.at.next_line) for row in rows.values()],
        box=desk.held(LENDING_FUND),
        is_correctable=view.is_correctable,
        is_replaceable=is_replaceable(view),
    )
    return render(request, "loans/voucher_recorded.html", context)
