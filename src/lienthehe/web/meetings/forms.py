"""What the steps' forms have in common: lists of lines, people named in a box, and a step's page as one whole."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lienthehe.clubs.queries import MemberRow
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.foundation.text import fold, tidy
from lienthehe.meetings.rules.sheets import MeetingSheet
from lienthehe.web.forms import PageForm, read_number
from lienthehe.web.meetings.desk import MeetingDesk
from lienthehe.web.wording import write_refusal

NAME, TEXT = 120, 300
MOST_LINES = 100
MOST_PEOPLE = 9_999
Said = list[tuple[str, str]]
"""What a step says, line by line: what it is about, and what is written."""


class Who(NamedTuple):
    """Somebody as typed: a member of the club, or just a name."""

    member: MemberRow | None
    name: str


class DeskForm(PageForm):
    """A form that knows the desk."""

    def __init__(self, data: Any = None, *, desk: MeetingDesk, **kwargs: Any) -> None:
        self.desk = desk
        super().__init__(data, **kwargs)
        for field in self.fields.values():
            if isinstance(field, WhoField):
                field.desk = desk


class WhoField(forms.CharField):
    """A person by name. A member's name, typed with or without diacritics, gives the member; others stay a name."""

    default_error_messages = {
        "required": _("Write the name."),
        "ambiguous": _("Several members are called so. Choose one of: %(members)s."),
        "not_a_member": _("Nobody in the club is called so. Choose a member."),
    }
    widget = forms.TextInput(attrs={"list": "members", "autocomplete": "off"})
    desk: MeetingDesk

    def __init__(self, *, only_members: bool = False, **kwargs: Any) -> None:
        self.only_members = only_members
        super().__init__(max_length=NAME, **kwargs)

    def prepare_value(self, value: object) -> object:
        if not isinstance(value, Who):
            return value
        return self.desk.called_apart[value.member.number] if value.member else value.name

    def clean(self, value: Any) -> Any:
        name = tidy(super().clean(value))
        if not name:
            return Who(None, "")
        called = self.desk.called_apart
        found = [number for number, one in called.items() if fold(one) == fold(name)]
        found = found or [row.number for row in self.desk.members if row.search_name == fold(name)]
        if len(found) > 1:
            members = ", ".join(called[number] for number in found)
            raise ValidationError(self.error_messages["ambiguous"], params={"members": members})
        if not found and self.only_members:
            raise ValidationError(self.error_messages["not_a_member"])
        return Who(self.desk.by_number[found[0]] if found else None, name)


class LineForm(DeskForm):
    """One line of a list. It counts when one of the boxes `told_by` is filled in; `drop` takes a written one out."""

    told_by: ClassVar[tuple[str, ...]] = ()

    drop = forms.BooleanField(label=_("Take this line out"), required=False)

    def has_changed(self) -> bool:
        """Tell whether the line says anything; an empty one is passed over without being checked."""
        if self.data.get(self.add_prefix("drop")):
            return False
        return any(tidy(self.data.get(self.add_prefix(name)) or "") for name in self.told_by)

    @property
    def is_written(self) -> bool:
        """Whether the line stands in the draft already."""
        return any(self.initial.get(name) for name in self.told_by)

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields to draw: a new line cannot be taken out."""
        return [field for field in self.visible_fields() if field.name != "drop" or self.is_written]


class Lines(BaseFormSet):  # type: ignore[type-arg] # takes none where it runs
    """Lines of one kind: those written and an empty one."""

    @property
    def filled(self) -> list[dict[str, Any]]:
        """What stands in the lines that count, in their order."""
        return [form.cleaned_data for form in self.forms if form.cleaned_data]


def lines(
    form: type[LineForm],
    prefix: str,
    desk: MeetingDesk,
    typed: QueryDict | None,
    written: Sequence[Mapping[str, Any]],
    *,
    empty: int = 1,
) -> Lines:
    """Return the lines of a page: as typed, else those `written` and so many empty ones."""
    kind = formset_factory(
        form, formset=Lines, extra=empty, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True
    )
    for_each = {"desk": desk, "empty_permitted": True, "use_required_attribute": False}
    drawn = kind(typed, prefix=prefix, initial=list(written), form_kwargs=for_each)
    assert isinstance(drawn, Lines)
    return drawn


Part = DeskForm | Lines


class StepPage(ABC):
    """One step on one screen, as saved or as typed: its parts, what they mean for the sheet, and what is wrong.

    To a template it is the page's `form`: the summary of errors is drawn from it.
    """

    key: ClassVar[str] = ""
    template: ClassVar[str] = ""
    owns: ClassVar[tuple[str, ...]] = ()
    """The fields of the sheet that are this step's own."""
    not_done = PageForm.not_done

    def __init__(
        self, desk: MeetingDesk, typed: QueryDict | None = None, asked: QueryDict | None = None
    ) -> None:
        self.desk, self.typed, self.asked = desk, typed, asked or QueryDict()
        self.faults: list[str] = []
        self.parts = self.make_parts()

    def make_parts(self) -> dict[str, Part]:
        """Return the forms and lists of lines of the page, in their order."""
        return {}

    def fields(self) -> dict[str, Any]:
        """Return what was typed as fields of the sheet; called when the page is sound."""
        return {}

    def context(self) -> dict[str, Any]:
        """Return what the template needs beside the page itself."""
        return {}

    @abstractmethod
    def said(self, sheet: MeetingSheet) -> Said:
        """Say in words what a sheet holds for this step."""

    def posted(self, name: str) -> str:
        """Return what was posted under a name, "" when nothing was."""
        return self.typed.get(name, "") if self.typed is not None else ""

    def given(self, name: str) -> dict[str, Any]:
        """Return what a sound form of the page holds."""
        part = self.parts[name]
        return part.cleaned_data if isinstance(part, DeskForm) else {}

    def filled(self, name: str) -> list[dict[str, Any]]:
        """Return what the sound lines of the page hold, in their order."""
        part = self.parts[name]
        return part.filled if isinstance(part, Lines) else []

    def base_version(self) -> int:
        """Return the version of the draft that the page was made from."""
        return read_number(self.posted("version"))

    def stays_at(self) -> str:
        """Return where on this same page to go on after saving; "" for the next step."""
        more = self.posted("more")
        return f"#{more}-new" if more in self.parts else ""

    def is_valid(self) -> bool:
        """Tell whether every part is sound."""
        sound = [part.is_valid() for part in self.parts.values()]  # each of them says what is wrong with it
        return all(sound) and not self.faults

    def add_refusal(self, refused: Refusal | Refusals) -> None:
        """Show a refusal, or several, at the form that has its field; above the page when none has."""
        for refusal in refused.refusals if isinstance(refused, Refusals) else (refused,):
            for part in self.parts.values():
                if isinstance(part, DeskForm) and refusal.field in part.fields:
                    part.add_refusal(refusal)
                    break
            else:
                self.faults.append(write_refusal(refusal))

    def __getitem__(self, name: str) -> Part:
        return self.parts[name]

    def __iter__(self) -> Iterator[forms.BoundField]:
        """Yield every field of every part, for the summary of errors."""
        for form in self._forms():
            yield from form

    def _forms(self) -> Iterator[DeskForm]:
        for part in self.parts.values():
            yield from part.forms if isinstance(part, Lines) else (part,)

    def non_field_errors(self) -> list[str]:
        """Return what is wrong with no single field."""
        of_lines = [
            error for part in self.parts.values() if isinstance(part, Lines) for error in _above(part)
        ]
        of_forms = [str(error) for form in self._forms() for error in form.non_field_errors()]
        return [*self.faults, *of_lines, *of_forms]

    @property
    def error_count(self) -> int:
        """How many places have to be mended."""
        return len(self.non_field_errors()) + sum(len(field.errors) for field in self)

    @property
    def errors(self) -> bool:
        """Whether anything has to be mended."""
        return (self.typed is not None or bool(self.faults)) and self.error_count > 0


def _above(part: Lines) -> list[str]:
    return [str(error) for error in part.non_form_errors()] if part.is_bound else []
