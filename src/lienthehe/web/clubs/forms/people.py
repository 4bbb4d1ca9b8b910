"""Forms about members: joining, changing, leaving, certificates, volunteering."""

import re
from collections.abc import Iterable
from copy import deepcopy
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.clubs.queries import MemberRow
from lienthehe.clubs.rules import Certificate, HouseholdClass, Newcomer, PersonFacts, Sex
from lienthehe.clubs.rules.people import CertificateNotAnswered, EnteredAlready
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.foundation.text import tidy
from lienthehe.web.clubs.wording import choices_of, say_certificate
from lienthehe.web.forms import Choices, NameField, PageForm, VietnameseDateField

NAME_LENGTH = 120
ADDRESS_LENGTH = 160
OWN_ROOF = ""
_YEAR = re.compile(r"(19|20)\d\d")

Born = tuple[int, date | None]


class BornField(VietnameseDateField):
    """A year of birth, or a day where it is known: 1958, 14/11/1958. Gives the year and the day or None."""

    default_error_messages = {
        "required": _("Write the year of birth, for example 1958."),
        "invalid": _("Write the year of birth, for example 1958, or the day, for example 14/11/1958."),
    }

    def prepare_value(self, value: object) -> object:
        if not isinstance(value, tuple):
            return value
        year, day = value
        return super().prepare_value(day) if day else str(year)

    def to_python(self, value: Any) -> Any:
        text = tidy(str(value or ""))
        if _YEAR.fullmatch(text):
            return int(text), None
        day = super().to_python(text)
        return (day.year, day) if day else None


class PersonForm(PageForm):
    """What is known of a person."""

    full_name = NameField(
        label=_("Full name"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Write the full name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sex = forms.ChoiceField(
        label=_("Man or woman"),
        choices=choices_of(Sex),
        error_messages={"required": _("Choose man or woman.")},
        widget=Choices,
    )
    birth_year = BornField(
        label=_("Year or day of birth"), help_text=_("1958, or 14/11/1958 where the day is known.")
    )
    phone = NameField(
        label=_("Telephone number"),
        required=False,
        max_length=16,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    household_id = forms.ChoiceField(
        label=_("Lives with"),
        help_text=_("Choose a member of the same household, if there is one."),
        required=False,
    )
    address = NameField(label=_("Address, hamlet or group"), required=False, max_length=ADDRESS_LENGTH)

    def __init__(self, *args: Any, housemates: Iterable[MemberRow] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["household_id"]
        assert isinstance(field, forms.ChoiceField)
        roofs: dict[str, list[str]] = {}
        for row in housemates:
            roofs.setdefault(str(row.household_id), []).append(row.full_name)
        with_whom = [(key, ", ".join(names)) for key, names in roofs.items()]
        field.choices = [(OWN_ROOF, gettext("A household of their own")), *with_whom]
        if self.initial.get("household_id", OWN_ROOF) not in roofs:
            self.initial["household_id"] = OWN_ROOF
        if not with_whom:
            del self.fields["household_id"]

    def person(self, *, own_household: UUID | None = None) -> PersonFacts:
        """Return what was typed; without a housemate the household is `own_household` or a new one.

        The address that stood there is not carried into another member's household.
        """
        typed = self.cleaned_data
        year, day = typed["birth_year"]
        housemate = typed.get("household_id")
        moves_in = bool(housemate) and "household_id" in self.changed_data
        return PersonFacts(
            full_name=typed["full_name"],
            sex=Sex(typed["sex"]),
            birth_year=year,
            birth_date=day,
            phone=typed["phone"],
            household_id=UUID(housemate) if housemate else own_household or uuid7(),
            address="" if moves_in and "address" not in self.changed_data else typed["address"],
        )


class ChangeForm(PersonForm):
    """What is known of a person, to be corrected; whether a certificate goes along is asked where somebody moves out.

    `known`: what stands there; `certificate`: that in force of the household.
    """

    certified_too = forms.TypedChoiceField(
        choices=[
            (True, _("The new household is certified too")),
            (False, _("The new household has no certificate yet")),
        ],
        coerce=lambda chosen: chosen == "True",
        empty_value=None,
        required=False,
        widget=Choices,
    )
    field_order = ["full_name", "sex", "birth_year", "phone", "household_id", "certified_too"]

    def __init__(
        self,
        *args: Any,
        known: PersonFacts,
        certificate: Certificate | None,
        housemates: Iterable[MemberRow],
        **kwargs: Any,
    ) -> None:
        self.known, self.certificate = known, certificate
        initial = {
            "full_name": known.full_name,
            "sex": known.sex.value,
            "birth_year": (known.birth_year, known.birth_date),
            "phone": known.phone,
            "household_id": str(known.household_id),
            "address": known.address,
        }
        super().__init__(*args, initial=initial, housemates=housemates, **kwargs)
        if certificate is not None and "certified_too" in self.data:
            self._ask_about(certificate)
        else:
            del self.fields["certified_too"]

    @property
    def lives_alone(self) -> bool:
        """Whether no other member lives under the same roof."""
        return not self.initial["household_id"]

    @property
    def certified(self) -> bool | None:
        """What was answered about the certificate; None: nothing, or not asked."""
        return self.cleaned_data.get("certified_too")

    def add_refusal(self, refused: Refusal | Refusals) -> None:
        """Show a refusal at its field; the certificate is asked about only where somebody moves out of its household."""
        if isinstance(refused, CertificateNotAnswered) and self.certificate is not None:
            self.fields["certified_too"] = deepcopy(self.base_fields["certified_too"])
            self._ask_about(self.certificate)
        super().add_refusal(refused)

    def _ask_about(self, certificate: Certificate) -> None:
        said = {"certificate": say_certificate(certificate)}
        label = gettext("Certificate of the household left: %(certificate)s") % said
        self.fields["certified_too"].label = label
        self.order_fields(self.field_order)


class JoinForm(PersonForm):
    """Somebody who joins, with the household's class where the commune has certified one."""

    membership_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    joined_on = VietnameseDateField(label=_("Member since"))
    household_class = forms.ChoiceField(
        label=_("Household, as the commune certified"), choices=choices_of(HouseholdClass), widget=Choices
    )
    class_until = VietnameseDateField(
        label=_("Certificate valid until"),
        help_text=_("As written on the certificate, mostly 31 December."),
        required=False,
    )
    is_another = forms.BooleanField(label=_("This is another person"), required=False)
    field_order = ["full_name", "is_another", "sex", "birth_year", "joined_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "is_another" not in self.data:
            del self.fields["is_another"]

    @property
    def is_said_to_be_another(self) -> bool:
        """Whether somebody ticked that a member of the same name and year is another person."""
        return bool(self.cleaned_data.get("is_another"))

    def add_refusal(self, refused: Refusal | Refusals) -> None:
        """Show a refusal at its field; whether this is another person is asked only where somebody is alike."""
        if isinstance(refused, EnteredAlready):
            self.fields["is_another"] = deepcopy(self.base_fields["is_another"])
            self.order_fields(self.field_order)
        super().add_refusal(refused)

    def newcomer(self) -> Newcomer:
        """Return who joins; a housemate's household keeps its own certificates."""
        typed = self.cleaned_data
        household_class, since = HouseholdClass(typed["household_class"]), typed["joined_on"]
        certified = household_class is not HouseholdClass.NONE
        return Newcomer(
            facts=self.person(),
            joined_on=since,
            certificate=Certificate(household_class, since, typed["class_until"]) if certified else None,
            membership_id=typed["membership_id"],
        )

    def clean(self) -> None:
        typed = self.cleaned_data
        if typed.get("household_class") != HouseholdClass.NONE and not typed.get("class_until"):
            self.add_error("class_until", gettext("Write until when the certificate is valid."))


class RejoinForm(PageForm):
    membership_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    joined_on = VietnameseDateField(label=_("Member again since"))


class CertificateForm(PageForm):
    certificate_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    household_class = forms.ChoiceField(
        label=_("What the commune certified"), choices=choices_of(HouseholdClass), widget=Choices
    )
    since = VietnameseDateField(label=_("Valid from"))
    until = VietnameseDateField(
        label=_("Valid until"), help_text=_("As written on the certificate, mostly 31 December.")
    )
    number = NameField(label=_("Number of the certificate"), required=False, max_length=40)

    def certificate(self) -> Certificate:
        typed = self.cleaned_data
        return Certificate(
            household_class=HouseholdClass(typed["household_class"]),
            since=typed["since"],
            until=typed["until"],
            number=typed["number"],
        )


class VolunteerForm(PageForm):
    """When somebody began to visit people at home, or stopped (`ends`)."""

    on = VietnameseDateField(label=_("Volunteer since"))

    def __init__(self, *args: Any, ends: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ends:
            self.fields["on"].label = gettext("Last day as a volunteer")


class ManyForm(PageForm):
    """Many newcomers at once, a line each; see `lienthehe.web.clubs.many`."""

    batch = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    joined_on = VietnameseDateField(label=_("Members since"))
    people = forms.CharField(
        label=_("One person a line"),
        help_text=_(
            "Name, year of birth, man or woman, household; with commas between, or copied from Excel."
            " What is missing may be written later."
        ),
        max_length=40_000,
        error_messages={"required": _("Write at least one line.")},
        widget=forms.Textarea(attrs={"rows": 10}),
    )
