"""Tình nguyện viên: what each volunteer did since the last meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.clubs.queries import MemberRow
from lienthehe.foundation.text import fold
from lienthehe.meetings.rules.sheets import MeetingSheet, Visits
from lienthehe.web.forms import NameField
from lienthehe.web.meetings.forms import (
    MOST_PEOPLE,
    TEXT,
    LineForm,
    Part,
    Said,
    StepPage,
    Who,
    WhoField,
    lines,
)


def number_field(label: Any, **kwargs: Any) -> forms.IntegerField:
    """Return a box for a number of people, visits or votes."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-few"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST_PEOPLE, localize=False, widget=widget, **kwargs
    )


class VisitLine(LineForm):
    """A volunteer's line. A registered volunteer's name is there already; it counts once a number is written."""

    told_by = ("times", "people", "text")

    who = WhoField(label=_("Who visited?"), only_members=True)
    times = number_field(_("How many times?"), error_messages={"required": _("Write how many times.")})
    people = number_field(_("How many people?"), error_messages={"required": _("Write how many people.")})
    text = NameField(label=_("What was done? (may stay empty)"), required=False, max_length=TEXT)
    field_order = ["who", "times", "people", "text", "drop"]

    def has_changed(self) -> bool:
        return super().has_changed() or self._names_somebody()

    def _names_somebody(self) -> bool:
        """Tell whether a name alone was typed, or left behind; a volunteer's that merely waits is neither."""
        who = fold(self.data.get(self.add_prefix("who")) or "")
        if not who or self.data.get(self.add_prefix("drop")):
            return False
        waiting = {fold(self.desk.called(row)) for row in self.desk.members if row.is_volunteer}
        before = self.fields["who"].prepare_value(self.initial.get("who"))
        left_behind = self.is_written and who == fold(before or "")
        return not self.initial or left_behind or who not in waiting


class VisitsPage(StepPage):
    key = "visits"
    template = "meetings/visits.html"
    owns = ("visits",)

    def make_parts(self) -> dict[str, Part]:
        written = [self._initial(one) for one in self.desk.sheet.visits]
        named = {one.volunteer for one in self.desk.sheet.visits}
        waiting = [_of(row) for row in self.volunteers if row.person_id not in named]
        return {"visits": lines(VisitLine, "visits", self.desk, self.typed, [*written, *waiting])}

    @property
    def volunteers(self) -> list[MemberRow]:
        return [row for row in self.desk.members if row.is_volunteer]

    def _initial(self, visits: Visits) -> dict[str, Any]:
        member = self.desk.by_person.get(visits.volunteer)
        return {
            "who": Who(member, ""),
            "times": visits.times,
            "people": visits.people,
            "text": visits.text,
        }

    def fields(self) -> dict[str, Any]:
        return {
            "visits": tuple(
                Visits(line["who"].member.person_id, line["times"], line["people"], line["text"])
                for line in self.filled("visits")
            )
        }

    def context(self) -> dict[str, Any]:
        return {"volunteers": len(self.volunteers)}

    def said(self, sheet: MeetingSheet) -> Said:
        return [
            (f"{place}. {who}", text)
            for place, (who, text) in enumerate(say_visits(self.desk, sheet), start=1)
        ]


def _of(row: MemberRow) -> dict[str, Any]:
    return {"who": Who(row, "")}


def say_visits(desk: Any, sheet: MeetingSheet) -> Said:
    """Say of each volunteer how often and to how many people."""
    return [
        (
            desk.called(desk.by_person.get(one.volunteer)),
            ", ".join(
                filter(
                    None,
                    [
                        gettext("%(times)d visits to %(people)d people")
                        % {"times": one.times, "people": one.people},
                        one.text,
                    ],
                )
            ),
        )
        for one in sheet.visits
    ]
