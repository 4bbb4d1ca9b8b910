"""Việc tháng trước: last meeting's minutes, and what became of what was planned."""

from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.meetings.queries import last_meeting, open_tasks
from lienthehe.meetings.queries.meetings import TaskRow
from lienthehe.meetings.rules.sheets import MeetingSheet, Outcome, TaskResult
from lienthehe.web.forms import Choices, NameField
from lienthehe.web.meetings.forms import TEXT, DeskForm, Part, Said, StepPage
from lienthehe.web.meetings.wording import OUTCOMES, say_outcome


class TaskForm(DeskForm):
    """What became of one task. Nothing chosen: nothing was said of it, it stays open."""

    outcome = forms.ChoiceField(
        label=_("What became of it?"),
        widget=Choices,
        required=False,
        choices=[(one.value, _(said)) for one, said in OUTCOMES.items()],
    )
    note = NameField(label=_("Note (may stay empty)"), required=False, max_length=TEXT)

    def __init__(self, *args: Any, task: TaskRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task = task

    def clean(self) -> None:
        if self.cleaned_data.get("note") and not self.cleaned_data.get("outcome"):
            self.add_error("outcome", gettext("Choose what became of it."))


class TasksPage(StepPage):
    key = "tasks"
    template = "meetings/tasks.html"
    owns = ("task_results",)

    @cached_property
    def open(self) -> list[TaskRow]:
        """What earlier meetings planned and nobody has reported yet."""
        return open_tasks(self.desk.club.id)

    def make_parts(self) -> dict[str, Part]:
        written = {one.task_id: one for one in self.desk.sheet.task_results}
        return {
            f"task-{place}": TaskForm(
                self.typed,
                desk=self.desk,
                prefix=f"task-{place}",
                initial=_initial(written.get(task.id)),
                task=task,
            )
            for place, task in enumerate(self.open, start=1)
        }

    @property
    def tasks(self) -> list[TaskForm]:
        return [part for part in self.parts.values() if isinstance(part, TaskForm)]

    def fields(self) -> dict[str, Any]:
        given = [(form.task.id, form.cleaned_data) for form in self.tasks]
        return {
            "task_results": tuple(
                TaskResult(task_id, Outcome(said["outcome"]), said["note"])
                for task_id, said in given
                if said["outcome"]
            )
        }

    def context(self) -> dict[str, Any]:
        on: date = self.desk.sheet.on
        return {"last": last_meeting(self.desk.club.id, before=on), "today": on}

    def said(self, sheet: MeetingSheet) -> Said:
        tasks = {task.id: task.what for task in self.open}
        return [
            (tasks.get(one.task_id, "?"), say_outcome(one.outcome, one.note)) for one in sheet.task_results
        ]


def _initial(result: TaskResult | None) -> dict[str, str]:
    return {"outcome": result.outcome, "note": result.note} if result else {}
