"""Việc đã làm: what was done in each of the eight areas; the talk; decisions and votes."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.clubs.rules import Area
from lienthehe.foundation.text import tidy
from lienthehe.meetings.rules.sheets import Decision, MeetingSheet, WorkDone
from lienthehe.web.forms import NameField
from lienthehe.web.meetings.forms import TEXT, DeskForm, LineForm, Part, Said, StepPage, lines
from lienthehe.web.meetings.visits import number_field
from lienthehe.web.meetings.wording import say_votes

MOST_TOPICS = 20


class WorkLine(LineForm):
    """One line of work in an area."""

    told_by = ("text", "people")

    area = forms.ChoiceField(choices=[(area.value, area.value) for area in Area], widget=forms.HiddenInput)
    text = NameField(
        label=_("What was done?"),
        max_length=TEXT,
        error_messages={"required": _("Write what was done.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    people = number_field(_("How many people?"), required=False)
    field_order = ["area", "text", "people", "drop"]

    @property
    def area_label(self) -> str:
        """The area's name; an area that is none is refused with the form."""
        return next((area.label for area in Area if area == self["area"].value()), "")


class TopicsForm(DeskForm):
    topics = forms.CharField(
        label=_("What was the talk about?"),
        help_text=_("One topic on a line."),
        required=False,
        max_length=MOST_TOPICS * TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_topics(self) -> tuple[str, ...]:
        written = [tidy(line) for line in self.cleaned_data["topics"].splitlines()]
        return tuple(line[:TEXT] for line in written if line)[:MOST_TOPICS]


class DecisionLine(LineForm):
    told_by = ("text", "votes_for", "votes_against", "abstained")

    text = NameField(
        label=_("What was decided?"),
        max_length=TEXT,
        error_messages={"required": _("Write what was decided.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    votes_for = number_field(
        _("In favour"), error_messages={"required": _("Write how many voted in favour.")}
    )
    votes_against = number_field(_("Against"), required=False)
    abstained = number_field(_("Abstaining"), required=False)
    field_order = ["text", "votes_for", "votes_against", "abstained", "drop"]

    def clean(self) -> None:
        votes = sum(self.cleaned_data.get(name) or 0 for name in ("votes_for", "votes_against", "abstained"))
        present = len(self.desk.present)
        if votes > present:
            self.add_error(
                "votes_for",
                gettext("%(votes)d votes were counted, but only %(present)d were present. Count again.")
                % {"votes": votes, "present": present},
            )


class WorkPage(StepPage):
    key = "work"
    template = "meetings/work.html"
    owns = ("work", "topics", "decisions")

    def make_parts(self) -> dict[str, Part]:
        sheet = self.desk.sheet
        decided = [
            {
                "text": one.text,
                "votes_for": one.votes_for,
                "votes_against": one.votes_against,
                "abstained": one.abstained,
            }
            for one in sheet.decisions
        ]
        topics = {"topics": "\n".join(sheet.topics)}
        return {
            "topics": TopicsForm(self.typed, desk=self.desk, prefix="topics", initial=topics),
            "work": lines(WorkLine, "work", self.desk, self.typed, self._written_work(), empty=0),
            "decisions": lines(DecisionLine, "decisions", self.desk, self.typed, decided),
        }

    def _written_work(self) -> list[dict[str, Any]]:
        """Return the lines by area, one at least of each; one more of the area that asks for it (`?them=culture`)."""
        found = []
        for area in Area:
            of_area = [one for one in self.desk.sheet.work if one.area is area]
            found += [{"area": area, "text": one.text, "people": one.people or None} for one in of_area]
            if not of_area or self.asked.get("them") == area:
                found.append({"area": area})
        return found

    def fields(self) -> dict[str, Any]:
        return {
            "topics": self.given("topics")["topics"],
            "work": tuple(
                WorkDone(Area(line["area"]), line["text"], line["people"] or 0)
                for line in self.filled("work")
            ),
            "decisions": tuple(
                Decision(line["text"], line["votes_for"], line["votes_against"] or 0, line["abstained"] or 0)
                for line in self.filled("decisions")
            ),
        }

    def stays_at(self) -> str:
        more = self.posted("more")
        return f"?them={more}#{more}-new" if more in set(Area) else super().stays_at()

    def said(self, sheet: MeetingSheet) -> Said:
        topics = [(gettext("The talk"), topic) for topic in ["; ".join(sheet.topics)] if topic]
        work = [
            (f"{place}. {gettext(one.area.label)}", say_work(one))
            for place, one in enumerate(sheet.work, start=1)
        ]
        decided = [
            (gettext("Decision %(place)d") % {"place": place}, f"{one.text} ({say_votes(one)})")
            for place, one in enumerate(sheet.decisions, start=1)
        ]
        return [*topics, *work, *decided]


def say_work(work: WorkDone) -> str:
    """Say what was done, and for how many people where a number stands."""
    return (
        gettext("%(text)s (%(people)d people)") % {"text": work.text, "people": work.people}
        if work.people
        else work.text
    )
