"""A list of newcomers as people type or paste it: a line each, read into what the command takes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lienthehe.clubs.rules import Certificate, HouseholdClass, Newcomer, PersonFacts, Sex
from lienthehe.foundation.text import fold, tidy
from lienthehe.web.clubs.forms.people import BornField

_SEPARATORS = ("\t", ";", ",")
_SEXES = {"nu": Sex.FEMALE, "ba": Sex.FEMALE, "nam": Sex.MALE, "ong": Sex.MALE}
_USUAL_MIDDLE_NAMES = {"thi": Sex.FEMALE, "van": Sex.MALE}
_CLASSES = {
    "ngheo": HouseholdClass.POOR,
    "can ngheo": HouseholdClass.NEAR_POOR,
    "thoat ngheo": HouseholdClass.ESCAPED_POVERTY,
    "moi thoat ngheo": HouseholdClass.ESCAPED_POVERTY,
    "kho khan": HouseholdClass.HARDSHIP,
    "khong": HouseholdClass.NONE,
    "": HouseholdClass.NONE,
}


@dataclass(frozen=True, slots=True)
class ReadList:
    """What was understood of a pasted list, and what was not: a sentence a line."""

    newcomers: list[Newcomer]
    faults: list[str]


def read_list(text: str, *, joined_on: date, certified_until: date, batch: UUID) -> ReadList:
    """Read a list of people, a line each: name, year or day of birth, nam or nữ, household's class.

    Where nam or nữ is missing, "Thị" and "Văn" in the name say it. The ids follow from the batch, so that the same
    list sent again joins nobody twice.
    """
    newcomers, faults = [], []
    lines = [line for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines, start=1):
        try:
            newcomers.append(_read_line(line, joined_on, certified_until, uuid5(batch, str(number))))
        except ValidationError as wrong:
            faults.append(
                _("Line %(number)d, %(line)s: %(fault)s")
                % {"number": number, "line": tidy(line), "fault": wrong.messages[0]}
            )
    return ReadList(newcomers, faults)


def _read_line(line: str, joined_on: date, certified_until: date, membership_id: UUID) -> Newcomer:
    separator = next((sign for sign in _SEPARATORS if sign in line), ",")
    name, born, sex, household, *_rest = [tidy(part) for part in line.split(separator)] + [""] * 4
    year, day = BornField().clean(born)
    household_class = _CLASSES.get(fold(household).removeprefix("ho "))
    if household_class is None:
        raise ValidationError(_("write the household as nghèo, cận nghèo, thoát nghèo, khó khăn or không."))
    certificate = Certificate(household_class, joined_on, certified_until)
    facts = PersonFacts(full_name=name, sex=_read_sex(sex, name), birth_year=year, birth_date=day)
    return Newcomer(
        facts=facts,
        joined_on=joined_on,
        certificate=None if household_class is HouseholdClass.NONE else certificate,
        membership_id=membership_id,
    )


def _read_sex(written: str, name: str) -> Sex:
    middle = fold(name).split()[1:-1]
    said = [_SEXES.get(fold(written))] if written else [_USUAL_MIDDLE_NAMES.get(word) for word in middle]
    sex = next(filter(None, said), None)
    if sex is None:
        raise ValidationError(_("write nam or nữ."))
    return sex
