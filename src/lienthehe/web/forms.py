"""Forms of every page: Django's own, drawn with our templates, and refusals put where they belong."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.template import loader
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from lienthehe.foundation.money import Dong
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.foundation.text import tidy
from lienthehe.web.wording import write_figure, write_month, write_refusal

_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+|\d+")
_MONTH = re.compile(r"(\d{1,2})[/.\-](\d{4})")
_FIGURES = {"inputmode": "numeric", "autocomplete": "off"}
_MOST = 1_000_000_000_000
"""A thousand tỷ: more than all clubs of the country hold together, so a slip of the finger."""
_LONGEST_AMOUNT, _LONGEST_NUMBER = 15, 9
"""More digits are no amount and no number of ours; nobody's computer has to reckon with thousands of them."""

_DJANGO_SAYS = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Null characters are not allowed."),
)
"""Django's own messages, named here so that our catalogue says them in plain Vietnamese."""

_PLAIN_BOXES = (forms.TextInput, forms.Textarea, forms.Select, forms.PasswordInput)


def read_number(typed: str) -> int:
    """Return a whole number as it was posted; 0 for what is none, and for what is longer than any of ours."""
    return int(typed) if typed.isdecimal() and len(typed) <= _LONGEST_NUMBER else 0


class PageRenderer(DjangoTemplates):
    """Draws fields with templates/parts; single boxes as Django does."""

    field_template_name = "parts/field.html"
    form_template_name = "parts/form.html"

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("parts/"):
            return loader.get_template(template_name)
        return super().get_template(template_name)


class Choices(forms.RadioSelect):
    """One of a few, all seen at once."""

    template_name = "parts/choices.html"


class ManyChoices(forms.CheckboxSelectMultiple):
    """Any of a few, all seen at once."""

    template_name = "parts/choices.html"


class PageBox(forms.BoundField):
    """A field on a page, which says what is wrong with it also where it is not seen."""

    @property
    def named_errors(self) -> list[str]:
        """The errors for the summary: with the field's name before one that any field could have."""
        return [
            f"{self.label}: {said}" if self._could_be_any(error) and self._is_unnamed_in(said) else said
            for error, said in zip(self.errors.as_data(), map(str, self.errors), strict=True)
        ]

    def _could_be_any(self, error: ValidationError) -> bool:
        """Tell whether the words are those of the kind of field, not this field's own."""
        if error.code is None or self.is_hidden:
            return False
        usual: dict[str, object] = {}
        for kind in reversed(type(self.field).__mro__):
            usual |= getattr(kind, "default_error_messages", {})
        return self.field.error_messages.get(error.code) == usual.get(error.code)

    def _is_unnamed_in(self, said: str) -> bool:
        return str(self.label).casefold() not in said.casefold()


class PageForm(forms.Form):
    """The base of every form. `{{ form }}` draws all fields; `{{ form.amount.as_field_group }}` one of them.

    The page's template shows the summary of errors by itself when the form is in the context as `form`.
    """

    default_renderer = PageRenderer()
    bound_field_class = PageBox
    not_done = _("Not recorded yet")
    """How the summary of errors begins: "Chưa ghi được: có 2 chỗ cần sửa"."""
    use_required_attribute = False  # the server says what is missing, in our words and all at once

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self.add_field(name, field)

    def add_field(self, name: str, field: forms.Field) -> None:
        """Put a field on the form, its single box dressed as all of ours; also for fields made as the form is shown."""
        if isinstance(field.widget, _PLAIN_BOXES):
            own = field.widget.attrs.get("class", "")
            field.widget.attrs["class"] = f"input {own}".strip()
        self.fields[name] = field

    @property
    def error_count(self) -> int:
        """How many places have to be mended."""
        return sum(len(messages) for messages in self.errors.values())

    def add_error(self, field: str | None, error: Any) -> None:
        """Add what is wrong; a limit that it names is written with dots: "Ghi số không quá 99.999"."""
        for one in getattr(error, "error_list", ()):
            if one.code in ("min_value", "max_value") and one.params:
                one.params["limit_value"] = write_figure(one.params["limit_value"])
        super().add_error(field, error)

    def add_refusal(self, refused: Refusal | Refusals) -> None:
        """Show a refusal, or several, at its field; at the top when the form has no such field."""
        for refusal in refused.refusals if isinstance(refused, Refusals) else (refused,):
            field = refusal.field if refusal.field in self.fields else None
            self.add_error(field, write_refusal(refusal))


class MoneyField(forms.Field):
    """Whole đồng as people write them: 1.234.567, 1234567, "1.234.567 đ". Gives a Dong."""

    default_error_messages = {
        "required": _("Write the amount, for example 20.000."),
        "invalid": _("Write the amount in figures, with dots between thousands: 1.250.000."),
        "not_whole": _("Write whole đồng, without a part after a comma: 1.250.000."),
        "too_small": _("The amount must be more than 0."),
        "too_large": _("This amount is too large. Count its zeros again."),
    }
    widget = forms.TextInput(attrs={"class": "input-money", **_FIGURES})

    def __init__(self, *, at_least: int = 1, **kwargs: Any) -> None:
        self.at_least = at_least
        super().__init__(**kwargs)

    def prepare_value(self, value: object) -> object:
        return write_figure(value) if isinstance(value, int) else value

    def to_python(self, value: str | None) -> Dong | None:
        text = tidy(value or "").casefold().removesuffix("đồng").removesuffix("đ").replace(" ", "")
        if not text:
            return None
        if re.fullmatch(r"[\d.]+,\d*", text):
            raise ValidationError(self.error_messages["not_whole"], code="not_whole")
        if not _GROUPED.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        figures = text.replace(".", "")
        if len(figures) > _LONGEST_AMOUNT:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        return Dong(int(figures))

    def validate(self, value: Dong | None) -> None:
        super().validate(value)
        if value is not None and value < self.at_least:
            raise ValidationError(self.error_messages["too_small"], code="too_small")
        if value is not None and value > _MOST:
            raise ValidationError(self.error_messages["too_large"], code="too_large")


class MonthField(forms.Field):
    """A month, written 11/2026. Gives a Month."""

    default_error_messages = {
        "required": _("Write the month, for example 11/2026."),
        "invalid": _("Write the month as month/year, for example 11/2026."),
    }
    widget = forms.TextInput(attrs=_FIGURES)

    def prepare_value(self, value: object) -> object:
        return write_month(value) if isinstance(value, Month) else value

    def to_python(self, value: str | None) -> Month | None:
        text = tidy(value or "")
        if not text:
            return None
        found = _MONTH.fullmatch(text)
        try:
            return Month(int(found[2]), int(found[1])) if found else Month.parse(text)
        except ValueError as wrong:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from wrong


class VietnameseDateField(forms.DateField):
    """A day, written 15/11/2026. Gives a date."""

    default_error_messages = {
        "required": _("Write the day, for example 15/11/2026."),
        "invalid": _("Write the day as day/month/year, for example 15/11/2026."),
    }
    widget = forms.DateInput(attrs=_FIGURES)

    def prepare_value(self, value: object) -> object:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


class NameField(forms.CharField):
    """A name or another short line of Vietnamese text: composed letters, single spaces."""

    default_error_messages = {"required": _("Write this line.")}

    def to_python(self, value: object) -> str:
        return tidy(super().to_python(value) or "")
