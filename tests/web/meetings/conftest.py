import pytest
import time_machine

from lienthehe.access.rules import Role
from tests.given.clubs import club_officer
from tests.web.meetings.holding import AT, a_club_with, a_meeting


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(AT):
        yield


@pytest.fixture
def club(db):
    return a_club_with(6)


@pytest.fixture
def held(club):
    return a_meeting(club)


@pytest.fixture
def chair(club):
    return club_officer(club.id, Role.CHAIR, at=AT)
