"""What people are called where a paper names them: those of one name told apart."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from lienthehe.clubs.models import Membership


@dataclass(frozen=True, slots=True)
class Called:
    """What somebody who is or once was a member is called: by name, told apart, or by the number in the club."""

    person_id: UUID
    number: int
    name: str


def members_called(club_id: UUID, membership_ids: Collection[UUID]) -> dict[UUID, Called]:
    """Return what members of any time are called, in one query: who shares a name with anybody has the year behind it."""
    if not membership_ids:
        return {}
    of_club = Membership.objects.filter(club_id=club_id)
    names = of_club.filter(id__in=membership_ids).values("person__search_name")
    columns = ("person__search_name", "person__birth_year", "person_id", "id", "number", "person__full_name")
    rows = list(of_club.filter(person__search_name__in=names).values_list(*columns))
    people = {row[:3] for row in rows}
    shared, born_alike = Counter(one[0] for one in people), Counter(one[:2] for one in people)
    called = {}
    for search_name, year, person_id, key, number, name in rows:
        apart = str(year)
        if born_alike[search_name, year] > 1:
            apart = _("%(year)s, no. %(number)d") % {"year": apart, "number": number}
        called[key] = Called(person_id, number, f"{name} ({apart})" if shared[search_name] > 1 else name)
    return {key: called[key] for key in membership_ids if key in called}
