"""Điểm danh: everybody is present until the mark is taken away; guests."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.clubs.queries import MemberRow
from lienthehe.foundation.text import name_initial
from lienthehe.meetings.rules.sheets import Attendance, Guest, MeetingSheet, Presence
from lienthehe.web.forms import NameField
from lienthehe.web.meetings.forms import NAME, LineForm, Part, Said, StepPage, lines
from lienthehe.web.meetings.wording import PRESENCES


class GuestLine(LineForm):
    told_by = ("name", "body")

    name = NameField(
        label=_("Guest's name"),
        max_length=NAME,
        error_messages={"required": _("Write the guest's name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    body = NameField(
        label=_("From where? (may stay empty)"),
        required=False,
        max_length=NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@dataclass(frozen=True, slots=True)
class RollLine:
    """A member's line in the roll; `letter` where a new one begins."""

    number: int
    name: str
    presence: Presence
    letter: str


class RollPage(StepPage):
    key = "roll"
    template = "meetings/roll.html"
    owns = ("attendance", "guests")

    def make_parts(self) -> dict[str, Part]:
        written = [{"name": one.name, "body": one.body} for one in self.desk.sheet.guests]
        return {"guests": lines(GuestLine, "guests", self.desk, self.typed, written)}

    def _presence(self, row: MemberRow) -> Presence:
        """Return how the page shows a member: as typed, as saved, or present."""
        if self.typed is None:
            return self.desk.presence.get(row.membership_id, Presence.PRESENT)
        if str(row.number) in self.typed.getlist("present"):
            return Presence.PRESENT
        excused = self.typed.get(f"why-{row.number}") == Presence.EXCUSED
        return Presence.EXCUSED if excused else Presence.ABSENT

    def fields(self) -> dict[str, Any]:
        return {
            "attendance": tuple(
                Attendance(row.membership_id, self._presence(row)) for row in self.desk.members
            ),
            "guests": tuple(Guest(line["name"], line["body"]) for line in self.filled("guests")),
        }

    def context(self) -> dict[str, Any]:
        shown = list(self._lines())
        numbers = {one.value: sum(line.presence is one for line in shown) for one in Presence}
        return {"lines": shown, "numbers": numbers}

    def _lines(self) -> Iterator[RollLine]:
        before = ""
        for row in self.desk.members:
            letter = name_initial(row.full_name) if self.desk.sees_names else ""
            yield RollLine(
                row.number, self.desk.called(row), self._presence(row), letter if letter != before else ""
            )
            before = letter

    def said(self, sheet: MeetingSheet) -> Said:
        members = self.desk.by_membership
        roll = [
            (self.desk.called(members.get(one.membership_id)), gettext(PRESENCES[one.presence]))
            for one in sheet.attendance
        ]
        return [
            *roll,
            *((gettext("Guest: %(name)s") % {"name": one.name}, one.body or "✓") for one in sheet.guests),
        ]
