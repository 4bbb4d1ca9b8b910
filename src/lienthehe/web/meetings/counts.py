"""Mở sổ and Kiểm quỹ: the box counted by denomination before and after, against what the book says."""

from abc import abstractmethod
from collections.abc import Iterator
from datetime import time
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.money import DENOMINATIONS, ZERO, Dong
from lienthehe.foundation.refusals import Refusal
from lienthehe.ledger.rules.counts import CountMoment, check_count
from lienthehe.ledger.rules.refusals import ExplanationMissing
from lienthehe.meetings.rules.boxes import Boxes, boxes_expected, counted
from lienthehe.meetings.rules.money import count_sheets
from lienthehe.meetings.rules.sheets import BoxCount, MeetingSheet
from lienthehe.web.forms import Choices, MoneyField, MonthField, NameField, VietnameseDateField, read_number
from lienthehe.web.meetings.forms import NAME, TEXT, DeskForm, Part, Said, StepPage, Who, WhoField
from lienthehe.web.wording import write_dong, write_figure, write_month

MOST_NOTES = 99_999


class BoxForm(DeskForm):
    """One box: how many notes of each kind, and why it differs from the book. Nothing typed: it was not counted."""

    other = MoneyField(label=_("Coins and other notes"), required=False, at_least=0)
    explanation = NameField(
        label=_("If box and book differ: why?"),
        help_text=_("Count once more first. The reason is read out and stands in the minutes."),
        required=False,
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    borne_by = forms.ChoiceField(
        label=_("Which fund bears the difference?"),
        widget=Choices,
        required=False,
        choices=[(fund.value, _(fund.label)) for fund in Fund],
    )

    def __init__(self, *args: Any, fund: Fund | None, book: Dong, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fund, self.book, self.needed = fund, book, needed
        for value in DENOMINATIONS:
            self.add_field(f"n{value}", _number_of(value))
        if fund:
            del self.fields["borne_by"]

    @property
    def notes(self) -> list[tuple[int, forms.BoundField, Dong]]:
        """Each denomination with its field and what its notes come to, as last typed."""
        return [(value, self[f"n{value}"], Dong(value * self._typed(f"n{value}"))) for value in DENOMINATIONS]

    @property
    def counted(self) -> Dong:
        """What was counted, as last typed."""
        other = self.initial.get("other") or ZERO
        if self.is_bound:
            other = self.cleaned_data.get("other") or ZERO
        return Dong(sum(amount for _, _, amount in self.notes) + other)

    @property
    def difference(self) -> Dong | None:
        """Counted minus book; None while nothing is counted."""
        return Dong(self.counted - self.book) if self._is_counted() else None

    def _typed(self, name: str) -> int:
        return read_number(str(self[name].value() or ""))

    def _is_counted(self) -> bool:
        names = ["other", *(f"n{value}" for value in DENOMINATIONS)]
        return any(self[name].value() not in (None, "") for name in names)

    def clean(self) -> None:
        if not self._is_counted():
            if self.needed:
                self.add_error(f"n{DENOMINATIONS[0]}", gettext("Count this box. An empty box is 0 notes."))
            return
        if self.errors:
            return
        sheet = count_sheets(self.desk.sheet, (self._count(),), CountMoment.CLOSING)[0]
        try:
            check_count(sheet, book=self.book, one_tin=self.fund is None)
        except ExplanationMissing as refused:
            self.add_error("explanation", _say_difference(self.difference or ZERO) or str(refused))
        except Refusal as refused:
            self.add_refusal(refused)

    def _count(self) -> BoxCount:
        given = self.cleaned_data
        borne_by = given.get("borne_by")
        return BoxCount(
            notes={str(value): given[f"n{value}"] for value in DENOMINATIONS if given.get(f"n{value}")},
            other=given.get("other") or ZERO,
            fund=self.fund,
            explanation=given.get("explanation") or "",
            borne_by=Fund(borne_by) if borne_by else None,
        )

    def count(self) -> BoxCount | None:
        """Return what was counted, None when nothing was."""
        return self._count() if self._is_counted() else None


def _say_difference(difference: Dong) -> str:
    amount = {"amount": write_dong(Dong(abs(difference)))}
    if difference < 0:
        return (
            gettext("The box has %(amount)s less than the book. Count again; if it stays so, say why.")
            % amount
        )
    return (
        gettext("The box has %(amount)s more than the book. Count again; if it stays so, say why.") % amount
    )


def _number_of(value: Dong) -> forms.IntegerField:
    label = gettext("Notes of %(value)s") % {"value": write_figure(value)}
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-note": value})
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=MOST_NOTES, localize=False, widget=widget
    )


class CountsPage(StepPage):
    """The box counted: one tin, or each fund's."""

    moment: ClassVar[CountMoment]
    needed: ClassVar[bool]

    @abstractmethod
    def book(self) -> Boxes:
        """Return what the book says lies in each box at this moment."""

    def make_parts(self) -> dict[str, Part]:
        boxes = self.book()
        funds = [None] if self.desk.club.one_tin else list(Fund)
        written = {count.fund: _initial(count) for count in getattr(self.desk.sheet, self.owns[0])}
        return {
            fund or "tin": BoxForm(
                self.typed,
                desk=self.desk,
                prefix=fund or "tin",
                initial=written.get(fund, {}),
                fund=fund,
                book=Dong(sum(boxes[one] for one in ([fund] if fund else Fund))),
                needed=self.needed,
            )
            for fund in funds
        }

    @property
    def boxes(self) -> list[BoxForm]:
        """The forms of the boxes, for the template."""
        return [part for part in self.parts.values() if isinstance(part, BoxForm)]

    def counts(self) -> tuple[BoxCount, ...]:
        """Return the boxes that were counted."""
        return tuple(found for box in self.boxes if (found := box.count()) is not None)

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        counts = self.counts()
        if counts and len(counts) < len(self.boxes):
            self.faults.append(gettext("Count both boxes, or none of them."))
        return not self.faults

    def fields(self) -> dict[str, Any]:
        return {self.owns[0]: self.counts()}

    def said(self, sheet: MeetingSheet) -> Said:
        return [line for count in getattr(sheet, self.owns[0]) for line in _say_count(count)]


def _initial(count: BoxCount) -> dict[str, object]:
    notes = {f"n{value}": number for value, number in count.notes.items()}
    return {
        **notes,
        "other": count.other if count.other or not notes else None,
        "explanation": count.explanation,
        "borne_by": count.borne_by,
    }


def box_label(count: BoxCount) -> str:
    """Return which box was counted."""
    return gettext(count.fund.label) if count.fund else gettext("Both funds in one box")


def _say_count(count: BoxCount) -> Iterator[tuple[str, str]]:
    box = box_label(count)
    for value in DENOMINATIONS:
        number = count.notes.get(str(value), 0)
        if number:
            yield f"{box}, {write_figure(value)}", f"× {number}"
    yield gettext("%(box)s, counted") % {"box": box}, write_dong(counted(count))
    if count.explanation:
        yield gettext("%(box)s, why it differs") % {"box": box}, count.explanation


class MeetingForm(DeskForm):
    """When and where, and who leads and writes."""

    on = VietnameseDateField(label=_("Day of the meeting"))
    stands_for = MonthField(label=_("Month it stands for"))
    begins = forms.TimeField(
        label=_("Begins at"), required=False, input_formats=["%H:%M", "%H", "%Hh%M", "%Hh"]
    )
    place = NameField(label=_("Where?"), required=False, max_length=NAME)
    chair = WhoField(label=_("Who leads the meeting?"), required=False, only_members=True)
    secretary = WhoField(label=_("Who writes the minutes?"), required=False, only_members=True)


class OpeningPage(CountsPage):
    key = "opening"
    template = "meetings/opening.html"
    owns = ("opening_counts", "on", "stands_for", "begins", "place", "chair", "secretary")
    moment = CountMoment.OPENING
    needed = False

    def book(self) -> Boxes:
        return self.desk.book

    def make_parts(self) -> dict[str, Part]:
        sheet, people = self.desk.sheet, self.desk.by_person
        initial = {
            "on": sheet.on,
            "stands_for": sheet.stands_for,
            "begins": f"{sheet.begins:%H:%M}" if sheet.begins else "",
            "place": sheet.place,
            "chair": Who(people.get(sheet.chair), "") if sheet.chair else None,
            "secretary": Who(people.get(sheet.secretary), "") if sheet.secretary else None,
        }
        meeting = MeetingForm(self.typed, desk=self.desk, prefix="meeting", initial=initial)
        return super().make_parts() | {"meeting": meeting}

    def fields(self) -> dict[str, Any]:
        given = self.given("meeting")
        people = {
            name: given[name].member.person_id if given[name].member else None
            for name in ("chair", "secretary")
        }
        return super().fields() | {**given, **people}

    def said(self, sheet: MeetingSheet) -> Said:
        people = self.desk.by_person
        return [
            (gettext("Day of the meeting"), f"{sheet.on:%d/%m/%Y}"),
            (gettext("Month it stands for"), write_month(sheet.stands_for)),
            (gettext("Begins at"), _write_time(sheet.begins)),
            (gettext("Where?"), sheet.place),
            (
                gettext("Who leads the meeting?"),
                self.desk.called(people.get(sheet.chair)) if sheet.chair else "",
            ),
            (
                gettext("Who writes the minutes?"),
                self.desk.called(people.get(sheet.secretary)) if sheet.secretary else "",
            ),
            *super().said(sheet),
        ]


class EndForm(DeskForm):
    """When the meeting ends."""

    ends = forms.TimeField(
        label=_("The meeting ends at (may stay empty)"),
        required=False,
        input_formats=["%H:%M", "%H", "%Hh%M", "%Hh"],
    )


class ClosingPage(CountsPage):
    key = "closing"
    template = "meetings/closing.html"
    owns = ("closing_counts", "ends")
    moment = CountMoment.CLOSING
    needed = True

    def book(self) -> Boxes:
        return boxes_expected(self.desk.sheet, self.desk.book)

    def make_parts(self) -> dict[str, Part]:
        ends = self.desk.sheet.ends
        initial = {"ends": f"{ends:%H:%M}" if ends else ""}
        end = EndForm(self.typed, desk=self.desk, prefix="end", initial=initial)
        return super().make_parts() | {"end": end}

    def fields(self) -> dict[str, Any]:
        return super().fields() | self.given("end")

    def said(self, sheet: MeetingSheet) -> Said:
        return [*super().said(sheet), (gettext("Ends at"), _write_time(sheet.ends))]


def _write_time(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""
