"""A voucher's page, and mending a mistake: undoing it, or writing the right amounts in its place."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import ROLE_LABELS, Act, Role
from lienthehe.documents.vouchers import voucher_parts
from lienthehe.documents.wording import fund_title, say_voucher, told_lines, voucher_title, what_for
from lienthehe.foundation.months import Month
from lienthehe.ledger.commands import correct_voucher
from lienthehe.ledger.queries.money import last_closed_month
from lienthehe.ledger.queries.vouchers import VoucherView, sold_together, voucher_view
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.chain import book_code
from lienthehe.ledger.rules.corrections import loans_touched
from lienthehe.ledger.rules.entries import needs_second
from lienthehe.ledger.rules.vouchers import VoucherDraft, is_opening, reversal_of
from lienthehe.web.forms import MoneyField, NameField, VietnameseDateField
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.ledger.forms import TEXT, SecondForm
from lienthehe.web.ledger.writing import answer


@require_safe
def voucher(request: HttpRequest, club_id: UUID, voucher_id: UUID, *, recorded: bool = False) -> HttpResponse:
    """What was written; right after it was, also what is left and what comes next."""
    desk = desk_of(request, club_id, Act.SEE_BOOKS)
    view = _voucher_of(desk, voucher_id)
    sold_with = _sold_with(desk, view)
    fund = view.draft.fund or view.draft.lines[0].debit.fund
    context = desk.frame(
        view=view,
        recorded=recorded,
        title=voucher_title(view.draft),
        fund=fund,
        fund_title=fund_title(view.draft),
        month=Month.of(view.draft.on),
        text=what_for(view, names=desk.sees_names),
        said=say_voucher(view, names=desk.sees_names),
        parts=voucher_parts(view, names=desk.sees_names),
        recorded_as=ROLE_LABELS[Role(view.recorded_as)],
        code=book_code(view.hash),
        boxes=[(gettext(one.label), desk.held(one)) for one in _funds_of(view)] if recorded else [],
        is_replaceable=_is_replaceable(view, sold_with),
        loans=sorted(loans_touched(view.draft)),
        is_opening=is_opening(view.draft),
        sold_with=sold_with,
    )
    return render(request, "ledger/voucher.html", context)


def _voucher_of(desk: Desk, voucher_id: UUID) -> VoucherView:
    view = voucher_view(desk.club.id, voucher_id)
    if view is None:
        raise Http404
    return view


def _funds_of(view: VoucherView) -> list[Any]:
    return list(dict.fromkeys(line.debit.fund for line in view.draft.lines))


def _is_replaceable(view: VoucherView, sold_with: VoucherView | None) -> bool:
    """Whether the right amount or day may be written; borrowed capital, old books and sales at a loss are written anew."""
    kinds = {ref.kind for line in view.draft.lines for ref in (line.debit, line.credit)}
    return sold_with is None and not kinds & {AccountKind.BORROWED_CAPITAL, AccountKind.OPENING}


def _sold_with(desk: Desk, view: VoucherView) -> VoucherView | None:
    """The other voucher of a sale below its value: what was lost stands in one of its own."""
    other = sold_together(desk.club.id, view)
    return voucher_view(desk.club.id, other) if other else None


class UndoForm(SecondForm):
    """Undo a voucher; nothing takes its place."""

    reason = NameField(
        label=_("What was wrong?"),
        help_text=_("The reason stays beside the voucher for everybody to see."),
        max_length=TEXT,
        error_messages={"required": _("Write what was wrong.")},
    )
    field_order = ["reason", "second_officer", "pin"]
    replaces = False

    def __init__(self, *args: Any, wrong: VoucherView, is_closed: bool, **kwargs: Any) -> None:
        self.wrong, self.is_closed = wrong, is_closed
        super().__init__(*args, **kwargs)
        for name in ("amount", "on", "narration"):
            del self.fields[name]
        if "second_officer" in self.fields and not any(needs_second(draft) for draft in self._drafts()):
            del self.fields["second_officer"], self.fields["pin"]

    def _drafts(self) -> list[VoucherDraft]:
        """The vouchers that come of it, as far as it matters for who must confirm them."""
        original = self.wrong.draft
        return [
            reversal_of(original, new_id=original.id, on=original.on, wording=original.wording, second=None)
        ]

    @property
    def paid_on(self) -> date:
        return self.desk.today if self.is_closed else self.wrong.draft.on

    def right(self) -> VoucherDraft | None:
        """Return what takes the voucher's place."""
        return None

    def add_narration(self) -> None:
        """Ask for the right text; the one that was written is shown only to who may read names."""
        written = self.wrong.draft.wording.narration
        field = NameField(label=gettext("What for?"), required=False, max_length=TEXT)
        if self.desk.sees_names:
            field.initial = written
        elif written:
            field.help_text = gettext(
                "The text written is not shown, as it may hold names. Left empty, it stays."
            )
        self.add_field("narration", field)

    @property
    def narration_given(self) -> str:
        """The right text; what was written where it is not shown and nothing else was typed."""
        typed = str(self.cleaned_data["narration"])
        return typed if typed or self.desk.sees_names else self.wrong.draft.wording.narration


class RightForm(UndoForm):
    """Undo a voucher and write it again with the right amounts, day or text."""

    replaces = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        original = self.wrong.draft
        shown = voucher_parts(self.wrong, names=self.desk.sees_names)
        for place, (text, amount) in enumerate(shown):
            label = text if len(shown) > 1 else gettext("The right amount")
            self.add_field(f"amount_{place}", MoneyField(label=label, initial=amount))
        if not self.is_closed:
            self.add_field("on", VietnameseDateField(label=gettext("The right day"), initial=original.on))
        self.add_narration()
        amounts = [f"amount_{place}" for place in range(len(shown))]
        self.order_fields([*amounts, "on", "narration", "reason", "second_officer", "pin"])

    def _drafts(self) -> list[VoucherDraft]:
        return [*super()._drafts(), self.wrong.draft]

    def right(self) -> VoucherDraft:
        given, original = self.cleaned_data, self.wrong.draft
        is_one_move = len(told_lines(original)) < len(original.lines)
        lines = tuple(
            replace(line, amount=given[f"amount_{0 if is_one_move else place}"])
            for place, line in enumerate(original.lines)
        )
        said = replace(original.wording, narration=self.narration_given)
        on = given.get("on", original.on)
        return replace(original, id=given["id"], on=on, lines=lines, wording=said, meeting=None)


def _is_corrected_by(form_class: type[UndoForm], wrong: VoucherView, sold_with: VoucherView | None) -> bool:
    may_be = wrong.is_correctable and not loans_touched(wrong.draft)
    return may_be and (_is_replaceable(wrong, sold_with) or not form_class.replaces)


def correct(
    request: HttpRequest, club_id: UUID, voucher_id: UUID, form_class: type[UndoForm]
) -> HttpResponse:
    """Undo a voucher, or write the right one in its place, with a reason."""
    desk = desk_of(request, club_id, Act.CORRECT_VOUCHER)
    wrong = _voucher_of(desk, voucher_id)
    sold_with = _sold_with(desk, wrong)
    if request.method == "GET" and not _is_corrected_by(form_class, wrong, sold_with):
        return redirect("voucher", club_id, voucher_id)
    last_closed = last_closed_month(club_id)
    is_closed = last_closed is not None and Month.of(wrong.draft.on) <= last_closed
    form = form_class(request.POST or None, desk=desk, wrong=wrong, is_closed=is_closed)

    def write(at: datetime) -> UUID:
        return correct_voucher(
            club_id=club_id, voucher_id=voucher_id, right=form.right(), reason=form.cleaned_data["reason"],
            second=form.second(at), by=desk.by, at=at,
        )[-1]  # fmt: skip

    return answer(
        request, desk, form, write, template="ledger/correct.html", wrong=wrong, sold_with=sold_with,
        said=say_voucher(wrong, names=desk.sees_names),
    )  # fmt: skip
