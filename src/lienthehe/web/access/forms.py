"""Forms of the door, the account and the users."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.access.rules import ROLE_LABELS, Role
from lienthehe.web.forms import Choices, NameField, PageForm

PASSWORD_LENGTH = 200
NAME_LENGTH = 120


def _secret(label: Any, missing: Any, autocomplete: str, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        max_length=PASSWORD_LENGTH,
        error_messages={"required": missing},
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


def _pin(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=20,
        error_messages={"required": _("Write six figures.")},
        widget=forms.TextInput(
            attrs={"class": "input-pin", "inputmode": "numeric", "autocomplete": "off", "maxlength": 6}
        ),
    )


class SignInForm(PageForm):
    not_done = _("Not signed in yet")

    username = NameField(
        label=_("Telephone number or user name"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Write your telephone number or your user name.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = _secret(_("Password"), _("Write your password."), "current-password")


class _NewPasswordTwice(PageForm):
    """The base of forms that set a password: `again` repeats the field that `repeated` names."""

    repeated = "password"

    def clean(self) -> None:
        first, again = self.cleaned_data.get(self.repeated), self.cleaned_data.get("again")
        if first and again and first != again:
            self.add_error("again", gettext("The two passwords differ. Type the same one twice."))


class OpenAccessForm(_NewPasswordTwice):
    not_done = _("Not opened yet")

    code = NameField(
        label=_("The code you were given"),
        help_text=_("Eight letters and figures, such as ACDE-3467."),
        max_length=30,
        error_messages={"required": _("Write the code that the commune gave you.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )
    username = NameField(
        label=_("User name"),
        help_text=_("May stay empty: then you sign in by the telephone number that the commune wrote down."),
        required=False,
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = _secret(
        _("Password"), _("Choose a password."), "new-password", _("At least 8 signs, with a letter.")
    )
    again = _secret(_("Password once more"), _("Type the password once more."), "new-password")
    pin = _pin(_("PIN"), _("Six figures that only you know. With them you confirm a meeting."))


class PasswordForm(_NewPasswordTwice):
    repeated = "new"

    old = _secret(_("Password until now"), _("Write your password until now."), "current-password")
    new = _secret(
        _("New password"), _("Choose a password."), "new-password", _("At least 8 signs, with a letter.")
    )
    again = _secret(_("New password once more"), _("Type the password once more."), "new-password")


class PinForm(PageForm):
    pin = _pin(_("New PIN"), _("Six figures that only you know. With them you confirm a meeting."))
    password = _secret(_("Password"), _("Write your password."), "current-password")


class _WithRole(PageForm):
    """The base of forms that give a role; only those that may be given are offered."""

    role = forms.ChoiceField(
        label=_("What will this person be?"),
        error_messages={"required": _("Choose what this person will be.")},
        widget=Choices,
    )

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(role.value, gettext(ROLE_LABELS[role])) for role in roles]
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered


class AddOfficerForm(_WithRole):
    full_name = NameField(
        label=_("Full name"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Write the full name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telephone number"),
        help_text=_("May stay empty: then the person chooses a user name."),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    field_order = ["full_name", "phone", "role"]


class GiveRoleForm(_WithRole):
    """One more role for somebody who already signs in."""
