"""Sức khỏe: weight and blood pressure of who is there. Said in words, never a diagnosis."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.access.rules import Act
from lienthehe.care.queries import DatedReading, last_readings
from lienthehe.care.rules import Reading, check_reading
from lienthehe.clubs.queries import MemberRow
from lienthehe.foundation.refusals import Refusal
from lienthehe.foundation.text import name_initial
from lienthehe.meetings.rules.sheets import Measured, MeetingSheet
from lienthehe.web.meetings.forms import DeskForm, Part, Said, StepPage
from lienthehe.web.wording import write_refusal

_KILOGRAMS = re.compile(r"(\d{1,3})(?:[.,](\d))?")
_MOST_MMHG = 400


def write_kilograms(hectograms: int | None) -> str:
    """512 → "51,2"."""
    return "" if hectograms is None else f"{hectograms / 10:.1f}".replace(".", ",").removesuffix(",0")


class WeightField(forms.CharField):
    """Kilograms as people write them, 51 or 51,2. Gives hectograms."""

    default_error_messages = {"invalid": _("Write the weight in kilograms, such as 51,2.")}

    def clean(self, value: Any) -> Any:
        typed = super().clean(value).removesuffix("kg").strip()
        found = _KILOGRAMS.fullmatch(typed)
        if not found:
            if typed:
                raise ValidationError(self.error_messages["invalid"])
            return None
        return int(found[1]) * 10 + int(found[2] or 0)


def _pressure(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=_MOST_MMHG, widget=forms.TextInput
    )


class MeasuredForm(DeskForm):
    """What was measured on one person; three small boxes, drawn by the page itself: there are 180 of them."""

    weight = WeightField(label=_("Weight, kg"), required=False)
    systolic = _pressure(_("Upper"))
    diastolic = _pressure(_("Lower"))

    def __init__(self, *args: Any, row: MemberRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row

    def clean(self) -> None:
        if self.errors:
            return
        try:
            check_reading(self.reading())
        except Refusal as refused:
            self.add_error("weight" if "kilograms" in refused.values else "systolic", write_refusal(refused))

    def reading(self) -> Reading:
        """Return the figures as typed."""
        given = self.cleaned_data
        return Reading(self.row.person_id, given["weight"], given["systolic"], given["diastolic"])


@dataclass(frozen=True, slots=True)
class HealthLine:
    """A member's line: the boxes, what was measured last, and whether the figures of today stand out."""

    form: MeasuredForm
    name: str
    letter: str
    last: DatedReading | None
    is_raised: bool
    is_hidden: bool
    """Measured already, but not for the eyes of who writes."""

    @property
    def last_weight(self) -> str:
        return write_kilograms(self.last.reading.weight) if self.last else ""


class HealthPage(StepPage):
    key = "health"
    template = "meetings/health.html"
    owns = ("measurements",)

    @property
    def sees(self) -> bool:
        """Whether who writes may see figures that others have written."""
        return Act.SEE_HEALTH in self.desk.may

    @cached_property
    def written(self) -> dict[UUID, Measured]:
        return {one.person_id: one for one in self.desk.sheet.measurements}

    def _rows(self) -> list[MemberRow]:
        """Who is there, and who was measured although not there."""
        return [
            row for row in self.desk.members if self.desk.is_present(row) or row.person_id in self.written
        ]

    def make_parts(self) -> dict[str, Part]:
        return {
            f"m{row.number}": MeasuredForm(
                self.typed, desk=self.desk, prefix=f"m{row.number}", initial=self._initial(row), row=row
            )
            for row in self._rows()
        }

    def _initial(self, row: MemberRow) -> dict[str, Any]:
        one = self.written.get(row.person_id)
        if one is None or not self.sees:
            return {}
        return {
            "weight": write_kilograms(one.weight),
            "systolic": one.systolic,
            "diastolic": one.diastolic,
        }

    @property
    def forms(self) -> list[MeasuredForm]:
        return [part for part in self.parts.values() if isinstance(part, MeasuredForm)]

    def fields(self) -> dict[str, Any]:
        """Return what was typed; who may not see earlier figures keeps those that he did not write over."""
        typed = {form.row.person_id: form.reading() for form in self.forms}
        kept = {} if self.sees else self.written
        return {
            "measurements": tuple(
                Measured(person, reading.weight, reading.systolic, reading.diastolic)
                if not reading.is_empty
                else kept[person]
                for person, reading in typed.items()
                if not reading.is_empty or person in kept
            )
        }

    def context(self) -> dict[str, Any]:
        people = [form.row.person_id for form in self.forms]
        last = last_readings(self.desk.club.id, people, before=self.desk.sheet.on) if self.sees else {}
        return {"lines": self._lines(last), "sees": self.sees}

    def _lines(self, last: dict[UUID, DatedReading]) -> list[HealthLine]:
        found, before = [], ""
        for form in self.forms:
            letter = name_initial(form.row.full_name) if self.desk.sees_names else ""
            one = self.written.get(form.row.person_id)
            found.append(
                HealthLine(
                    form=form,
                    name=self.desk.called(form.row),
                    letter=letter if letter != before else "",
                    last=last.get(form.row.person_id),
                    is_raised=self.sees and one is not None and is_raised(one),
                    is_hidden=not self.sees and one is not None,
                )
            )
            before = letter
        return found

    def said(self, sheet: MeetingSheet) -> Said:
        people = self.desk.by_person
        return [(self.desk.called(people.get(one.person_id)), self._say(one)) for one in sheet.measurements]

    def _say(self, one: Measured) -> str:
        if not self.sees:
            return gettext("measured")
        pressure = f"{one.systolic}/{one.diastolic}" if one.systolic else ""
        weight = f"{write_kilograms(one.weight)} kg" if one.weight else ""
        return ", ".join(filter(None, [weight, pressure]))


def is_raised(one: Measured) -> bool:
    """Tell whether the person should see the health station."""
    return Reading(one.person_id, one.weight, one.systolic, one.diastolic).is_raised
