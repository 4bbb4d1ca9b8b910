"""A page of a meeting is light, and asks the database as often for 60 members as for 3."""

import gzip
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lienthehe.access.rules import Role
from tests.given.clubs import club_officer
from tests.given.meetings import everything
from tests.given.meetings import held as recorded
from tests.given.transactions import undone
from tests.web.meetings.holding import AT, DAY, a_club_with, a_meeting, lines
from tests.web.meetings.test_holding import SLUGS

LATER_PAGE = 20_000
REQUEST = UUID(int=13)
VIEWS = [(slug, "") for slug in SLUGS] + [
    ("thu", "?mo=2"),
    ("thu", "?xem=khac"),
    ("xet-vay", f"?mo={REQUEST}"),
]


def a_held_meeting(number):
    """A second meeting of a club, filled in: everybody paid and measured."""
    club = a_club_with(number)
    treasurer = club_officer(club.id, at=AT)
    chair = club_officer(club.id, Role.CHAIR, at=AT)
    recorded(everything(club.id, DAY.replace(day=3), second=chair), by=treasurer, second=chair, at=AT)
    held = a_meeting(club, treasurer)
    held.roll(held.members[0].number)
    held.post("thu", {"do": "all"})
    wanted = {"id": REQUEST, "who": held.members[2].full_name, "money": "500.000", "purpose": "Nuôi gà, vịt"}
    asked = {f"ask-{name}": value for name, value in (wanted | {"instalments": 12}).items()}
    assert held.post("xet-vay", {"do": "ask", **asked}).status_code == 302
    held.post("suc-khoe", {f"m{row.number}-weight": "51,2" for row in held.members[1:]})
    held.post("ke-hoach", lines("plan", {"what": "Mua thuốc", "who": held.members[1].full_name}))
    return held


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker):
    """What each page takes with 3 members and with 60: queries, and compressed bytes."""
    found = {}
    with django_db_blocker.unblock(), time_machine.travel(AT), undone():
        for number in (3, 60):
            held = a_held_meeting(number)
            for slug, query in VIEWS:
                found[number, slug + query] = measured(held, held.url(slug, query))
            for name in ("meetings", "meeting-begin"):
                found[number, name] = measured(held, reverse(name, args=[held.club.id]))
    return found


def measured(held, url):
    with CaptureQueriesContext(connection) as queries:
        answer = held.client.get(url)
    assert answer.status_code == 200, url
    return len(queries), len(gzip.compress(answer.content, 6))


PAGES = [slug + query for slug, query in VIEWS] + ["meetings", "meeting-begin"]


@pytest.mark.parametrize("page", PAGES)
def test_sixty_members_cost_no_more_queries_than_three(asked, page):
    assert asked[60, page][0] == asked[3, page][0]


@pytest.mark.parametrize("page", PAGES)
def test_a_later_page_is_light_on_a_bad_network(asked, page):
    assert asked[60, page][1] <= LATER_PAGE
