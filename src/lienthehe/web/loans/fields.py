"""Boxes of forms about loans."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lienthehe.foundation.text import tidy
from lienthehe.web.loans.wording import write_rate

_RATE = re.compile(r"[0-9]{1,3}([.,][0-9]{1,4})?")


class MonthlyRateField(forms.Field):
    """Percent a month, written 1 or 0,8, with at most four figures after the comma. Gives a Decimal."""

    default_error_messages = {
        "required": _("Write the rate a month, for example 1 or 0,8."),
        "invalid": _("Write the rate a month in figures: 1 or 0,8, with at most four after the comma."),
        "max_value": _("The rate is at most %(limit_value)s percent a month. Look at the comma again."),
    }
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**kwargs)

    def prepare_value(self, value: object) -> object:
        return write_rate(value) if isinstance(value, Decimal) else value

    def to_python(self, value: str | None) -> Decimal | None:
        text = tidy(value or "").removesuffix("%").rstrip()
        if not text:
            return None
        if not _RATE.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return Decimal(text.replace(",", "."))

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is not None and value > self.most:
            limit = {"limit_value": self.most}
            raise ValidationError(self.error_messages["max_value"], code="max_value", params=limit)
