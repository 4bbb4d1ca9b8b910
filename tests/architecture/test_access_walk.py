"""Every URL, every method, every role: what one's own and what is foreign gets, as `access.csv` says.

A line is the URL's name, the method (GET, POST, or any for both), the thing, then what each actor gets:

    own     a club, commune or province in one's own scope; URLs of neither have this only
    other   the same kind of thing elsewhere
    above   the unit above one's own, below a commune of one's own province (URLs with a unit_id)

    ok      a page, or a redirect after a write
    form    the posted form is shown again, nothing was written
    sign-in sent to the sign-in page
    no      403, 404, or 405: nothing shown, nothing done
    409     allowed, but it cannot be done as things are
    -       there is no such thing for this role

A new URL needs its lines: the test fails and prints them as the product answers now. Read each one; what is wrong is
put right in the product, not here. Values in a path and bodies of forms are told in `world.py`. Not in the table,
because it holds for every URL: a foreign id behind one's own is refused, in the path and in the body; what is not
`ok` leaves no trace in the audit trail, what is leaves none on the foreign side; and no page of one's own tells of it.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.plugin import DjangoDbBlocker

from lienthehe.access.models import AuditRow
from tests.architecture.world import (
    ACTORS,
    BODIES,
    FOREIGN,
    NATIONAL,
    NOW,
    STRANGER,
    Ids,
    Target,
    World,
    a_world,
)
from tests.given.transactions import undone

TABLE = Path(__file__).parent / "access.csv"
REFUSALS = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)


def urls(
    patterns: list[URLPattern | URLResolver], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of every URL served and the names of the values in its path, the outermost first."""
    for pattern in patterns:
        names = (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from urls(pattern.url_patterns, names)
        else:
            assert pattern.name, f"{pattern.pattern} has no name, so it cannot stand in access.csv"
            yield pattern.name, list(names)


SERVED = dict(urls(get_resolver().url_patterns))


@dataclass(frozen=True, order=True)
class Case:
    url: str
    thing: str
    method: str


def cases_of(url: str) -> list[Case]:
    names = SERVED[url]
    things = ["own"]
    if "club_id" in names or "unit_id" in names:
        things.append("other")
    if "unit_id" in names:
        things += ["above", "below"]
    return [Case(url, thing, method) for thing in things for method in ("GET", "POST")]


def table() -> dict[Case, dict[str, str]]:
    """Read access.csv: what each actor gets in each case."""
    told = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            url, method, thing = row.pop("url"), row.pop("method"), row.pop("thing")
            for one in ("GET", "POST") if method == "any" else (method,):
                told[Case(url, thing, one)] = row
    return told


@dataclass(frozen=True)
class Answer:
    gets: str
    text: str
    trail: list[AuditRow]


@dataclass(frozen=True)
class Walk:
    world: World
    sessions: dict[str, str]
    client: Client

    def ask(self, actor: str, case: Case, path: Ids, body: Ids) -> Answer:
        """Send one request; what it has written is read and taken back."""
        self.client.cookies.clear()
        if actor != STRANGER:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[actor]
        with undone():
            before = set(AuditRow.objects.values_list("pk", flat=True))
            send = self.client.post if case.method == "POST" else self.client.get
            answer = send(reverse(case.url, kwargs=path), body)
            text = b"".join(answer).decode(errors="replace")
            return Answer(outcome(case, answer), text, list(AuditRow.objects.exclude(pk__in=before)))

    def asks(self, actor: str, case: Case) -> Answer | None:
        """Ask for a case as the table tells it; None when there is no such thing for the actor."""
        names = SERVED[case.url]
        target = self.world.target(case.thing, actor, names)
        if target is None:
            return None
        return self.ask(actor, case, target.path(names), body_of(case, target))


def outcome(case: Case, answer: HttpResponseBase) -> str:
    if answer.status_code in REFUSALS:
        return "no"
    if answer.status_code == HTTPStatus.FOUND:
        to = urlsplit(answer.headers["Location"])
        return "sign-in" if to.path == reverse("sign-in") and "next=" in to.query else "ok"
    if answer.status_code == HTTPStatus.OK:
        return "form" if case.method == "POST" else "ok"
    return str(answer.status_code)


def body_of(case: Case, target: Target) -> Ids:
    return BODIES[case.url](target) if case.method == "POST" and case.url in BODIES else {}


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Walk]:
    """Make the world once; every request is taken back."""
    with django_db_blocker.unblock(), time_machine.travel(NOW), undone():
        world, sessions = a_world(), {}
        for role, officer in world.officers.items():
            client = Client()
            client.force_login(officer, backend="lienthehe.config.authentication.OfficerBackend")
            sessions[role.value] = client.cookies[settings.SESSION_COOKIE_NAME].value
        yield Walk(world, sessions, Client(raise_request_exception=False))


def written(answers: dict[Case, dict[str, str]]) -> list[str]:
    """Return the answers as lines of the table, one for both methods where they agree."""
    found = []
    for case, gets in answers.items():
        alike = answers.get(replace(case, method="POST" if case.method == "GET" else "GET")) == gets
        if not alike or case.method == "GET":
            method = "any" if alike else case.method
            found.append(",".join([case.url, method, case.thing, *(gets[actor] for actor in ACTORS)]))
    return found


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("url", sorted(SERVED))
def test_every_role_gets_what_the_table_says(walk, url):
    told, answers = table(), {}
    for case in cases_of(url):
        asked = {actor: walk.asks(actor, case) for actor in ACTORS}
        answers[case] = {actor: answer.gets if answer else "-" for actor, answer in asked.items()}
        for actor, answer in asked.items():
            assert answer is None or not faults(walk.world, case, actor, answer)
    wrong = any(told.get(case) != gets for case, gets in answers.items())
    assert not wrong, "\n".join(["access.csv says otherwise; the product answers:", *written(answers)])


def faults(world: World, case: Case, actor: str, answer: Answer) -> list[str]:
    """Name what no URL may do, whatever its line says."""
    found = []
    if answer.trail and answer.gets != "ok":
        found.append(f"{actor} {case}: refused, but {answer.trail[0].act} stands in the trail")
    if actor in NATIONAL:
        return found
    if FOREIGN in answer.text:
        found.append(f"{actor} {case}: the page tells of the foreign side")
    near = {(scope.kind, scope.key) for scope in world.own.around}
    if any((row.scope_kind, row.scope_key) not in near for row in answer.trail):
        found.append(f"{actor} {case}: something was done to the foreign side")
    return found


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("url", sorted(url for url, names in SERVED.items() if len(names) > 1))
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_foreign_id_behind_ones_own_is_refused(walk, url, method):
    case, names = Case(url, "own", method), SERVED[url]
    for actor in ACTORS:
        own, foreign = walk.world.target("own", actor, names), walk.world.target("other", actor, names)
        if own is None or foreign is None:
            continue
        path = own.path(names[:1]) | foreign.path(names[1:])
        if path == own.path(names):
            continue
        answer = walk.ask(actor, case, path, body_of(case, own))
        assert answer.gets in ("no", "sign-in"), f"{actor}: {answer.gets}"
        assert not answer.trail


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("url", sorted(SERVED))
def test_a_foreign_id_in_the_body_reaches_nothing_foreign(walk, url):
    case, names = Case(url, "own", "POST"), SERVED[url]
    told = table().get(case, {})
    for actor in (actor for actor in ACTORS if told.get(actor) not in ("-", "no", "sign-in")):
        own, foreign = walk.world.target("own", actor, names), walk.world.target("other", actor, names)
        assert own is not None
        assert foreign is not None
        body = foreign.ids | body_of(case, foreign)
        answer = walk.ask(actor, case, own.path(names), body)
        assert not faults(walk.world, case, actor, answer)


def test_the_table_names_every_url_and_none_that_is_not_served():
    served = {case for url in SERVED for case in cases_of(url)}
    assert served - set(table()) == set(), "run this file whole: it prints the lines"
    assert set(table()) - served == set()


def test_the_table_is_in_order_and_says_each_thing_once():
    with TABLE.open(encoding="utf-8", newline="") as file:
        keys = [(row["url"], row["thing"], row["method"]) for row in csv.DictReader(file)]
    assert len(keys) == len(set(keys))
    assert list(dict.fromkeys(key[0] for key in keys)) == sorted({key[0] for key in keys})
