"""Bàn giao: who to whom, the box counted, read over, written in one act; and the paper's page."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lienthehe.access.queries import officer_by_id
from lienthehe.access.rules import Act, NotAllowed
from lienthehe.clubs.queries import BoardRow, board_on, vacant_seats
from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import DENOMINATIONS, ZERO, Dong
from lienthehe.ledger.queries.money import holdings_on
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.counts import CountMoment, CountSheet, bearing_fund
from lienthehe.ledger.rules.refusals import ExplanationMissing
from lienthehe.lifecycle.commands.handing_over import NewCode, hand_over
from lienthehe.lifecycle.queries.handing_over import hand_over_view, hand_overs, there_on
from lienthehe.lifecycle.rules.handing_over import HandOverSheet, Taken, count_id
from lienthehe.web.forms import Choices, MoneyField, NameField, read_number
from lienthehe.web.ledger.counts import MOST_NOTES
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.ledger.forms import TEXT
from lienthehe.web.lifecycle.forms import EDIT
from lienthehe.web.loans.forms import FIGURES, CheckedForm, answer_checked
from lienthehe.web.wording import write_figure, write_refusal

CODES_COOKIE, CODES_SECONDS = "ma-ban-giao", 300


class Box:
    """One tin of the form: its funds, its notes, what was counted and what the book says (đồng)."""

    def __init__(self, form: "HandOverForm", number: int, funds: tuple[Fund, ...]) -> None:
        self.form, self.number, self.funds = form, number, funds

    @property
    def title(self) -> str:
        return gettext("One box for both funds") if len(self.funds) > 1 else gettext(self.funds[0].label)

    @property
    def notes(self) -> list[tuple[int, forms.BoundField, Dong]]:
        """Each denomination with its field and what its notes come to, as `ledger/notes.html` shows them."""
        return [(v, self._field(f"n{v}"), Dong(v * self._typed(f"n{v}"))) for v in DENOMINATIONS]

    @property
    def other(self) -> forms.BoundField:
        return self._field("other")

    @property
    def asked_why(self) -> list[forms.BoundField]:
        """Why it differs and which fund bears it; asked only when it does."""
        names = [name for name in ("explanation", "borne_by") if f"{name}_{self.number}" in self.form.fields]
        asked = f"explanation_{self.number}" in self.form.errors or self._field("explanation").value()
        return [self._field(name) for name in names] if asked else []

    @property
    def counted(self) -> Dong:
        given = getattr(self.form, "cleaned_data", {}).get(f"other_{self.number}") or ZERO
        return Dong(sum(amount for _value, _box, amount in self.notes) + given)

    def book(self, on: date) -> Dong:
        """Return what the book says that lies in the tin at the end of a day."""
        held = holdings_on(self.form.desk.club.id, on)
        return Dong(sum(held[fund][AccountKind.CASH_BOX] for fund in self.funds))

    def sheet(self, given: dict[str, Any]) -> CountSheet:
        """Return the count as the books take it."""
        borne_by = given.get(f"borne_by_{self.number}")
        return CountSheet(
            id=count_id(given["id"], self.funds),
            on=given["on"],
            moment=CountMoment.BETWEEN,
            funds=self.funds,
            notes={v: n for v in DENOMINATIONS if (n := given[f"n{v}_{self.number}"])},
            other=given[f"other_{self.number}"] or ZERO,
            explanation=given[f"explanation_{self.number}"],
            borne_by=Fund(borne_by) if borne_by else None,
        )

    def _field(self, name: str) -> forms.BoundField:
        return self.form[f"{name}_{self.number}"]

    def _typed(self, name: str) -> int:
        return read_number(str(self._field(name).value() or ""))


class HandOverForm(CheckedForm):
    """Who takes over which post, and the boxes by denomination."""

    title = _("Hand a post over")
    intro = _(
        "Who hands over and who takes over count the box together. Then everything is read over and written."
    )
    check_button = _("Read it over")
    amount: Any = None
    asked_last = frozenset()

    def __init__(self, *args: Any, seats: list[BoardRow], **kwargs: Any) -> None:
        self.seats = seats
        super().__init__(*args, **kwargs)
        self.fields["on"].label = gettext("Day of the hand-over")
        one_tin = self.desk.club.one_tin
        tins = [tuple(Fund)] if one_tin else [(fund,) for fund in Fund]
        self.boxes = [Box(self, number, funds) for number, funds in enumerate(tins)]
        for seat in seats:
            self.add_field(f"seat_{seat.seat_id.hex}", self._takes(seat))
        for box in self.boxes:
            self._add_box(box.number, one_tin=one_tin)

    def _takes(self, seat: BoardRow) -> forms.ChoiceField:
        seated = {row.person_id for row in self.seats if row.until is None}
        free = [row for row in self.desk.members if row.person_id not in seated]
        names = [(str(row.person_id), f"{row.full_name}, {row.birth_year}") for row in free]
        words = {"post": gettext(seat.post.label), "name": seat.full_name}
        label = gettext("%(post)s, now %(name)s: who takes over?") % words
        if seat.until is not None:
            label = gettext("%(post)s, empty since %(name)s left: who takes over?") % words
        return forms.ChoiceField(
            label=label, required=False, choices=[("", gettext("Stays as it is")), *names]
        )

    def _add_box(self, number: int, *, one_tin: bool) -> None:
        for value in DENOMINATIONS:
            label = gettext("Notes of %(value)s") % {"value": write_figure(value)}
            self.add_field(
                f"n{value}_{number}",
                forms.IntegerField(
                    label=label, required=False, min_value=0, max_value=MOST_NOTES, localize=False,
                    widget=forms.TextInput(attrs={**FIGURES, "data-note": value}),
                ),
            )  # fmt: skip
        other = MoneyField(label=gettext("Coins and other notes"), required=False, at_least=0)
        self.add_field(f"other_{number}", other)
        why = NameField(label=gettext("Why does it differ?"), required=False, max_length=TEXT)
        self.add_field(f"explanation_{number}", why)
        if one_tin:
            funds = [(fund.value, gettext(fund.label)) for fund in Fund]
            label = gettext("Which fund bears the difference?")
            borne_by = forms.ChoiceField(label=label, required=False, choices=funds, widget=Choices)
            self.add_field(f"borne_by_{number}", borne_by)

    @property
    def takers(self) -> list[forms.BoundField]:
        """The boxes of who takes over."""
        return [self[f"seat_{seat.seat_id.hex}"] for seat in self.seats]

    @property
    def is_sound(self) -> bool:
        """Not while it is to be written anew."""
        return super().is_sound and self.data.get("do") != EDIT

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        if not any(given.get(box.name) for box in self.takers) and self.seats:
            self.add_error(self.takers[0].name, gettext("Choose who takes over at least one post."))
        if not given.get("on") or given["on"] > self.desk.today:
            return
        for box in self.boxes:
            name = f"explanation_{box.number}"
            difference = box.counted - box.book(given["on"])
            if difference and not given.get(name):
                self.add_error(name, write_refusal(ExplanationMissing(difference=Dong(abs(difference)))))

    def show(self) -> dict[str, Any]:
        """Return everything that is handed over, to be read over."""
        given = self.cleaned_data
        names = {str(row.person_id): row.full_name for row in self.desk.members}
        passing = [
            (gettext(seat.post.label), seat.full_name, names.get(given[f"seat_{seat.seat_id.hex}"], ""))
            for seat in self.seats
            if given[f"seat_{seat.seat_id.hex}"]
        ]
        counts = [(box.title, box.counted, Dong(box.counted - box.book(given["on"]))) for box in self.boxes]
        there = there_on(self.desk.club.id, given["on"])
        changes = {
            bearing_fund(box.sheet(given)): difference
            for box, (_title, _counted, difference) in zip(self.boxes, counts, strict=True)
        }
        funds = [replace(one, box=Dong(one.box + changes.get(one.fund, 0))) for one in there.funds]
        there = replace(there, funds=tuple(funds))
        return {"passing": passing, "counts": counts, "there": there, "on": given["on"]}

    def sheet(self) -> HandOverSheet:
        """Return what was written as the command takes it."""
        given = self.cleaned_data
        taken = [(seat.seat_id, given[f"seat_{seat.seat_id.hex}"]) for seat in self.seats]
        return HandOverSheet(
            id=given["id"],
            on=given["on"],
            taken=tuple(Taken(seat_id, UUID(person)) for seat_id, person in taken if person),
            counts=tuple(box.sheet(given) for box in self.boxes),
        )


def hand_over_post(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Hand posts over, once everything was counted and read over."""
    desk = _desk(request, club_id, Act.KEEP_BOARD)
    seats = board_on(club_id, desk.today) + vacant_seats(club_id, desk.today)
    form = HandOverForm(request.POST or None, desk=desk, seats=seats)
    codes: list[NewCode] = []

    def write(at: datetime) -> UUID:
        done = hand_over(club_id=club_id, sheet=form.sheet(), by=desk.by, at=at)
        codes.extend(done.codes)
        return done.id

    response = answer_checked(
        request, desk, form, write, template="lifecycle/hand_over.html", then="handed-over", show=form.show,
        earlier=hand_overs(club_id), may_move_keys=Act.OPEN_ACCESS in desk.may,
    )  # fmt: skip
    return _with_codes(response, codes, form, club_id) if codes else response


def _with_codes(
    response: HttpResponse, codes: list[NewCode], form: HandOverForm, club_id: UUID
) -> HttpResponse:
    """Let the next page show the codes once; the browser forgets them with it."""
    hand_over_id = form.cleaned_data["id"]
    response.set_signed_cookie(
        CODES_COOKIE,
        ",".join(f"{one.officer_id}={one.code}" for one in codes),
        salt=str(hand_over_id),
        max_age=CODES_SECONDS,
        path=reverse("handed-over", args=[club_id, hand_over_id]),
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@require_safe
def handed_over(request: HttpRequest, club_id: UUID, hand_over_id: UUID) -> HttpResponse:
    """What was handed over; the codes of the new accesses once."""
    desk = _desk(request, club_id, Act.SEE_PEOPLE)
    view = hand_over_view(club_id, hand_over_id)
    if view is None:
        raise Http404
    held = request.get_signed_cookie(CODES_COOKIE, default="", salt=str(hand_over_id), max_age=CODES_SECONDS)
    codes = [
        (officer_by_id(key), code) for key, code in (one.split("=") for one in (held or "").split(",") if one)
    ]
    response = render(request, "lifecycle/handed_over.html", desk.frame(view=view, codes=codes))
    response.delete_cookie(CODES_COOKIE, path=request.path, samesite="Strict")
    return response


def _desk(request: HttpRequest, club_id: UUID, act: Act) -> Desk:
    """Return the desk of somebody who may do the act and see names and books."""
    desk = desk_of(request, club_id, act)
    if not desk.may >= {Act.SEE_PEOPLE, Act.SEE_BOOKS}:
        raise NotAllowed
    return desk
