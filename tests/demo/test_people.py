from datetime import date
from random import Random

from lienthehe.clubs.rules import Sex
from lienthehe.demo.people import make_newcomers

JOINED = date(2024, 11, 17)


def make(seed, count=300):
    return make_newcomers(count, random=Random(seed), joined_on=JOINED, certified_until=date(2026, 12, 31))


def test_the_same_seed_makes_the_same_people_with_the_same_ids():
    assert make(7) == make(7)
    assert make(7) != make(8)


def test_ids_are_never_used_twice():
    people = make(7)
    ids = {key for person in people for key in (person.person_id, person.membership_id)}
    assert len(ids) == 2 * len(people)
    assert {key.version for key in ids} == {7}


def test_most_are_women_and_older_as_in_real_clubs():
    people = make(7)
    women = sum(person.facts.sex is Sex.FEMALE for person in people)
    older = sum(JOINED.year - person.facts.birth_year >= 60 for person in people)
    assert 0.55 < women / len(people) < 0.75
    assert 0.6 < older / len(people) < 0.8
