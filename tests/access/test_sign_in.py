from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lienthehe.access.commands import create_officer, sign_out_everywhere
from lienthehe.access.models import Officer
from lienthehe.access.queries import sign_in_name_tried
from lienthehe.access.rules import Role
from lienthehe.config.authentication import OfficerBackend, client_address
from tests.given.officers import AT, CLUB, COMMUNE, PASSWORD, PROVINCE, an_officer, read_anew, with_role

pytestmark = pytest.mark.django_db
PHONE = "0912 345 678"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def officer():
    return create_officer(
        full_name="Bà Đào", username="ba.dao", phone=PHONE, signs_in_by_phone=True, password=PASSWORD, at=AT
    )


def sign_in(name, password=PASSWORD, address="192.0.2.1"):
    """Return the officer who signed in, or the status of the answer to who did not."""
    client = Client(REMOTE_ADDR=address)
    answer = client.post(reverse("sign-in"), {"username": name, "password": password})
    key = client.session.get("_auth_user_id")
    return Officer.objects.get(pk=key) if key else answer.status_code


def fail(times, name="ba.dao", address="192.0.2.1"):
    return [sign_in(name, "sai rồi nhé", address) for _ in range(times)]


def test_five_wrong_passwords_lock_the_name_at_that_address_for_15_minutes(officer, clock):
    *before, fifth = fail(5)
    assert before == [HTTPStatus.OK] * 4
    assert fifth == HTTPStatus.TOO_MANY_REQUESTS
    assert sign_in("ba.dao") == HTTPStatus.TOO_MANY_REQUESTS
    clock.shift(timedelta(minutes=14, seconds=59))
    assert sign_in("ba.dao") == HTTPStatus.TOO_MANY_REQUESTS
    clock.shift(timedelta(seconds=2))
    assert sign_in("ba.dao") == officer


def test_another_name_or_another_address_is_not_locked(officer):
    other = create_officer(full_name="Ông Mận", username="ong.man", password=PASSWORD, at=AT)
    fail(5)
    assert sign_in("ong.man") == other
    assert sign_in("ba.dao", address="192.0.2.2") == officer


def test_an_address_told_by_the_caller_himself_counts_for_nothing(officer):
    for number in range(5):
        client = Client(REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": f"198.51.100.{number}"})
        client.post(reverse("sign-in"), {"username": "ba.dao", "password": "sai rồi nhé"})
    assert sign_in("ba.dao") == HTTPStatus.TOO_MANY_REQUESTS


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (1, "", "10.0.0.1"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "nơi nào đó", "10.0.0.1"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_behind_proxies_the_address_is_what_the_outermost_saw(settings, proxies, told, address):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=told)
    assert client_address(request) == address


def test_success_clears_the_count(officer):
    fail(4)
    assert sign_in("ba.dao") == officer
    fail(4)
    assert sign_in("ba.dao") == officer


def test_all_ways_to_write_a_phone_and_the_user_name_count_as_one(officer):
    for name in ["0912345678", "+84 912 345 678", "0912.345.678", " BA.DAO "]:
        fail(1, name)
    assert sign_in(PHONE) == officer
    for name in ["0912345678", "+84 912 345 678", "0912.345.678", "BA.DAO", "ba.dao"]:
        fail(1, name)
    assert sign_in(PHONE) == HTTPStatus.TOO_MANY_REQUESTS


def test_success_clears_the_count_of_who_has_only_a_phone():
    officer = create_officer(
        full_name="Ông Mận", phone="0987654321", signs_in_by_phone=True, password=PASSWORD, at=AT
    )
    fail(4, "0987 654 321")
    assert sign_in("0987654321") == officer
    fail(4, "0987 654 321")
    assert sign_in("+84987654321") == officer


@pytest.mark.parametrize("name", ["ai.do", "0900000000", "x" * 3000, "a\x00b", "…", "12"])
def test_names_of_nobody_are_counted_too_and_break_nothing(name):
    assert {answer for answer in fail(4, name) if isinstance(answer, Officer)} == set()
    assert len(sign_in_name_tried(None, {"username": name})) <= 60


def test_who_is_switched_off_or_has_no_password_does_not_sign_in(officer):
    prepared = create_officer(full_name="Bà Lụa", username="ba.lua", at=AT)
    assert sign_in("ba.lua", "") == HTTPStatus.OK
    assert sign_in("ba.lua", prepared.password) == HTTPStatus.OK
    officer.is_active = False
    officer.save()
    assert sign_in("ba.dao") == HTTPStatus.OK


def test_who_is_switched_off_is_out_at_the_next_request(officer):
    client = Client()
    client.post(reverse("sign-in"), {"username": "ba.dao", "password": PASSWORD})
    assert client.get(reverse("account")).status_code == HTTPStatus.OK
    officer.is_active = False
    officer.save()
    assert client.get(reverse("account")).status_code == HTTPStatus.FOUND


def test_signing_out_everywhere_ends_the_session_of_another_device(officer):
    client = Client()
    client.post(reverse("sign-in"), {"username": "ba.dao", "password": PASSWORD})
    sign_out_everywhere(officer=read_anew(officer), at=AT)
    assert client.get(reverse("account")).status_code == HTTPStatus.FOUND


def test_a_name_of_nobody_costs_a_hash_like_everybody_else(officer, monkeypatch):
    hashed: list[str] = []
    monkeypatch.setattr("lienthehe.config.authentication.make_password", hashed.append)
    create_officer(full_name="Bà Lụa", username="ba.lua", at=AT)
    for name in ("ai.do", "ba.lua"):
        assert OfficerBackend().authenticate(None, name, PASSWORD) is None
    assert hashed == [PASSWORD, PASSWORD]
    assert OfficerBackend().authenticate(None, "ba.dao", PASSWORD) == officer
    assert OfficerBackend().authenticate(None) is None


def test_authenticate_goes_through_the_count_and_the_backend(officer):
    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.1")
    assert authenticate(request, username="ba.dao", password=PASSWORD) == officer


@pytest.mark.parametrize(("above", "seconds"), [(False, 90 * 86400), (True, 12 * 3600)])
def test_a_club_stays_signed_in_for_90_days_and_oversight_for_12_hours(above, seconds):
    treasurer = an_officer(Role.TREASURER, CLUB, COMMUNE, PROVINCE, username="thu.quy")
    if above:
        with_role(treasurer, Role.COMMUNE_OFFICER, COMMUNE, PROVINCE)
    client = Client()
    client.post(reverse("sign-in"), {"username": "thu.quy", "password": PASSWORD})
    assert client.session.get_expiry_age() == seconds
    assert client.cookies["sessionid"]["max-age"] == seconds


def test_a_signed_in_request_writes_nothing(officer):
    client = Client()
    client.post(reverse("sign-in"), {"username": "ba.dao", "password": PASSWORD})
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("account"))
    assert not [q["sql"] for q in queries if not q["sql"].startswith("SELECT")]
