"""Kế hoạch tháng tới: who does what until when."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.foundation.ids import uuid7
from lienthehe.meetings.rules.sheets import MeetingSheet, Task
from lienthehe.web.forms import NameField, VietnameseDateField
from lienthehe.web.meetings.forms import TEXT, LineForm, Part, Said, StepPage, Who, WhoField, lines


class TaskId(forms.UUIDField):
    """The id that the task will bear; a new line gets a new one."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> UUID:
        try:
            return super().clean(value) or uuid7()
        except ValidationError:
            return uuid7()


class TaskLine(LineForm):
    told_by = ("what", "who", "until")

    id = TaskId(required=False)
    what = NameField(
        label=_("What is to be done?"),
        max_length=TEXT,
        error_messages={"required": _("Write what is to be done.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    who = WhoField(label=_("Who does it?"), error_messages={"required": _("Write who does it.")})
    until = VietnameseDateField(label=_("Until when? (may stay empty)"), required=False)
    field_order = ["id", "what", "who", "until", "drop"]

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until and until < self.desk.sheet.on:
            text = gettext("That day is before the meeting of %(day)s. Write a later day.")
            raise ValidationError(text % {"day": f"{self.desk.sheet.on:%d/%m/%Y}"})
        return until


class PlanPage(StepPage):
    key = "plan"
    template = "meetings/plan.html"
    owns = ("plan",)

    def make_parts(self) -> dict[str, Part]:
        written = [self._initial(one) for one in self.desk.sheet.plan]
        return {"plan": lines(TaskLine, "plan", self.desk, self.typed, written)}

    def _initial(self, task: Task) -> dict[str, Any]:
        member = self.desk.by_person.get(task.person) if task.person else None
        return {"id": task.id, "what": task.what, "who": Who(member, task.who), "until": task.until}

    def fields(self) -> dict[str, Any]:
        return {
            "plan": tuple(
                Task(
                    id=line["id"],
                    what=line["what"],
                    person=line["who"].member.person_id if line["who"].member else None,
                    who="" if line["who"].member else line["who"].name,
                    until=line["until"],
                )
                for line in self.filled("plan")
            )
        }

    def said(self, sheet: MeetingSheet) -> Said:
        return [
            (f"{place}. {one.what}", say_task(self.desk, one))
            for place, one in enumerate(sheet.plan, start=1)
        ]


def say_task(desk: Any, task: Task) -> str:
    """Say who does a task until when."""
    who = desk.called(desk.by_person.get(task.person)) if task.person else task.who
    until = gettext("until %(day)s") % {"day": f"{task.until:%d/%m/%Y}"} if task.until else ""
    return ", ".join(filter(None, [who, until]))
