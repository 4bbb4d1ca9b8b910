"""Made-up members in the proportions of real clubs: most of them women, older, many from households in need."""

from datetime import date
from random import Random
from uuid import UUID

from lienthehe.clubs.rules import Certificate, HouseholdClass, Newcomer, PersonFacts, Sex
from lienthehe.demo.names import make_name

_CLASSES = (
    HouseholdClass.POOR,
    HouseholdClass.NEAR_POOR,
    HouseholdClass.HARDSHIP,
    HouseholdClass.ESCAPED_POVERTY,
    HouseholdClass.NONE,
)
_SHARES = (25, 25, 12, 8, 30)
_WOMEN, _OLDER, _KNOWN_TO_THE_DAY, _SHARES_A_ROOF = 0.65, 0.7, 0.4, 0.15


def make_newcomers(count: int, *, random: Random, joined_on: date, certified_until: date) -> list[Newcomer]:
    """Return so many people who join on a day, now and then two of one household. The same seed gives the same.

    Households in need are certified from the year of joining to `certified_until`.
    """
    newcomers: list[Newcomer] = []
    for _ in range(count):
        housemate = newcomers[-1] if newcomers and random.random() < _SHARES_A_ROOF else None
        newcomers.append(_newcomer(random, joined_on, certified_until, housemate))
    return newcomers


def make_id(random: Random) -> UUID:
    """Return an id from the seed, of the version that ids made by time have."""
    return UUID(int=random.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62)


def _newcomer(random: Random, joined_on: date, certified_until: date, housemate: Newcomer | None) -> Newcomer:
    sex = Sex.FEMALE if random.random() < _WOMEN else Sex.MALE
    age = random.randint(60, 84) if random.random() < _OLDER else random.randint(35, 59)
    birth_year = joined_on.year - age
    born = date(birth_year, random.randint(1, 12), random.randint(1, 28))
    facts = PersonFacts(
        full_name=make_name(random, sex),
        sex=sex,
        birth_year=birth_year,
        birth_date=born if random.random() < _KNOWN_TO_THE_DAY else None,
        household_id=housemate.facts.household_id if housemate else make_id(random),
        address=housemate.facts.address if housemate else "",
    )
    return Newcomer(
        facts=facts,
        joined_on=joined_on,
        certificate=None if housemate else _certificate(random, date(joined_on.year, 1, 1), certified_until),
        person_id=make_id(random),
        membership_id=make_id(random),
    )


def _certificate(random: Random, since: date, until: date) -> Certificate | None:
    household_class = random.choices(_CLASSES, _SHARES)[0]
    if household_class is HouseholdClass.NONE:
        return None
    return Certificate(household_class, since, until)
