"""Weight and blood pressure: what can be true, when to say "nên đi khám", and that nobody reads it from the disk."""

from datetime import date
from uuid import UUID

import pytest
from django.db import connection

from lienthehe.care.commands import record_measurements
from lienthehe.care.models import Measurement
from lienthehe.care.queries import last_readings, readings_of_meeting, readings_of_person
from lienthehe.care.rules import (
    PressureImplausible,
    PressureIncomplete,
    Reading,
    WeightImplausible,
    check_reading,
)
from lienthehe.clubs.queries import members_on
from lienthehe.foundation.ids import uuid7
from tests.given.books import TODAY, YESTERDAY, some_books

SOMEBODY = UUID(int=1)


@pytest.mark.parametrize(
    ("systolic", "diastolic", "raised"), [(139, 89, False), (140, 80, True), (120, 90, True)]
)
def test_from_140_over_90_on_one_should_see_the_health_station(systolic, diastolic, raised):
    assert Reading(SOMEBODY, None, systolic, diastolic).is_raised is raised


@pytest.mark.parametrize(
    ("reading", "refused"),
    [
        (Reading(SOMEBODY, None, 130, None), PressureIncomplete),
        (Reading(SOMEBODY, None, 80, 130), PressureImplausible),
        (Reading(SOMEBODY, None, 1300, 80), PressureImplausible),
        (Reading(SOMEBODY, 51), WeightImplausible),
    ],
)
def test_what_cannot_be_is_refused(reading, refused):
    with pytest.raises(refused):
        check_reading(reading)


@pytest.mark.django_db
class TestKept:
    @pytest.fixture
    def somebody(self):
        books = some_books()
        return books.club_id, members_on(books.club_id, TODAY)[0].person_id

    def measured(self, somebody, on, *, systolic=151):
        club_id, person = somebody
        meeting = uuid7()
        taken = [Reading(person, 517, systolic, 93), Reading(uuid7())]
        assert record_measurements(club_id=club_id, readings=taken, on=on, meeting_id=meeting) == 1
        return meeting

    def test_a_reading_comes_back_as_it_was_and_nothing_is_written_for_the_unmeasured(self, somebody):
        meeting = self.measured(somebody, TODAY)
        assert readings_of_meeting(somebody[0], meeting) == [Reading(somebody[1], 517, 151, 93)]

    def test_the_latest_stands_first_and_the_last_before_a_day_is_found(self, somebody):
        club_id, person = somebody
        self.measured(somebody, YESTERDAY, systolic=140)
        self.measured(somebody, TODAY, systolic=150)
        assert [one.reading.systolic for one in readings_of_person(club_id, person)] == [150, 140]
        assert last_readings(club_id, [person], before=TODAY)[person].on == YESTERDAY
        assert last_readings(club_id, [person], before=date(2020, 1, 1)) == {}

    def test_the_column_shows_no_figure(self, somebody):
        self.measured(somebody, TODAY)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT figures FROM {Measurement._meta.db_table}")
            sealed = bytes(cursor.fetchone()[0])
        assert b"517" not in sealed
        assert b"systolic" not in sealed
