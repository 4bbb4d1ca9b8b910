"""How people and remarks of clubs are written on a page."""

from collections.abc import Iterable
from typing import Protocol

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienthehe.clubs.rules import Certificate, MeetingRule, Remark, Sex

_OLD_ENOUGH = 50
"""From this age a woman is "bà" and a man "ông"; younger "chị" and "anh"."""
_ADDRESS = {
    (Sex.FEMALE, True): "bà",
    (Sex.MALE, True): "ông",
    (Sex.FEMALE, False): "chị",
    (Sex.MALE, False): "anh",
}


class Labelled(Protocol):
    """A word of the rules with an English label that is translated here."""

    @property
    def label(self) -> str: ...
    @property
    def value(self) -> str: ...


def choices_of(words: Iterable[Labelled]) -> list[tuple[str, str | Promise]]:
    """Return what a form's field offers."""
    return [(word.value, gettext_lazy(word.label)) for word in words]


def write_address(sex: Sex, age: int) -> str:
    """Write how people in the village address somebody: "bà", "anh"."""
    return _ADDRESS[sex, age >= _OLD_ENOUGH]


def say_certificate(certificate: Certificate) -> str:
    """Say what a household is certified as, and until when: "Hộ nghèo, số 12/GCN, đến 31/12/2026"."""
    said = {
        "household": _(certificate.household_class.label),
        "number": certificate.number,
        "day": date_format(certificate.until, "DATE_FORMAT"),
    }
    if certificate.number:
        return _("%(household)s, number %(number)s, until %(day)s") % said
    return _("%(household)s until %(day)s") % said


def write_remark(remark: Remark) -> str:
    """Translate a remark, and those of its values that are words of ours."""
    values = {name: _(value) if isinstance(value, str) else value for name, value in remark.values.items()}
    return _(remark.message) % values


def write_meeting_rule(rule: MeetingRule) -> str:
    """Write on which day a club meets: "ngày 17 hằng tháng"."""
    return write_remark(rule.words)
