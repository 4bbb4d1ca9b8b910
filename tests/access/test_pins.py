from datetime import timedelta

import pytest
from django.db import transaction

from lienthehe.access.commands import check_pin, create_officer, set_pin
from lienthehe.access.models import Officer, WrongTries
from lienthehe.access.queries import pin_is_set
from lienthehe.access.rules import (
    PasswordWrong,
    PinNotSet,
    PinNotSixDigits,
    PinTooEasy,
    PinWaits,
    PinWrong,
)
from tests.given.officers import AT, PASSWORD, PIN, read_anew
from tests.given.threads import at_the_same_time

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    made = create_officer(full_name="Bà Đào", username="thu.quy", password=PASSWORD, at=AT)
    set_pin(officer=made, pin=PIN, password=PASSWORD, at=AT)
    return made


def wrong(officer, times, at=AT):
    for left in reversed(range(5 - times, 5)):
        with pytest.raises(PinWrong) as refused:
            check_pin(officer=officer, pin="111222", at=at)
        assert refused.value.values == {"tries_left": left}


@pytest.mark.parametrize("pin", ["12345", "1234567", "12345a", "", "１２３４５６", " 27051"])
def test_a_pin_has_six_figures(officer, pin):
    with pytest.raises(PinNotSixDigits):
        set_pin(officer=officer, pin=pin, password=PASSWORD, at=AT)


@pytest.mark.parametrize("pin", ["000000", "777777", "123456", "654321", "012345", "890123", "210987"])
def test_a_pin_does_not_repeat_or_count_on(officer, pin):
    with pytest.raises(PinTooEasy):
        set_pin(officer=officer, pin=pin, password=PASSWORD, at=AT)


def test_a_slip_of_the_finger_costs_no_try(officer):
    wrong(officer, 1)
    for slip in ("", "abc", "27051", "２７０５１９"):
        with pytest.raises(PinNotSixDigits):
            check_pin(officer=officer, pin=slip, at=AT)
    with pytest.raises(PinWrong) as refused:
        check_pin(officer=officer, pin="111222", at=AT)
    assert refused.value.values == {"tries_left": 3}


def test_a_pin_is_set_by_its_owner_with_the_password(officer):
    with pytest.raises(PasswordWrong):
        set_pin(officer=officer, pin="314159", password="sai rồi", at=AT)
    check_pin(officer=read_anew(officer), pin=PIN, at=AT)


def test_an_officer_without_a_pin_confirms_nothing():
    officer = create_officer(full_name="Bà Lụa", username="ba.lua", password=PASSWORD, at=AT)
    assert not pin_is_set(officer)
    with pytest.raises(PinNotSet):
        check_pin(officer=officer, pin=PIN, at=AT)


def test_the_database_does_not_tell_the_pin_and_no_two_officers_share_a_digest(officer):
    other = create_officer(full_name="Bà Lụa", username="ba.lua", password=PASSWORD, at=AT)
    set_pin(officer=other, pin=PIN, password=PASSWORD, at=AT)
    digests = set(Officer.objects.values_list("pin_digest", flat=True))
    assert len(digests) == 2
    assert not any(PIN in digest for digest in digests)


def test_another_key_opens_no_pin(officer, settings):
    settings.PIN_KEY = "another key"
    with pytest.raises(PinWrong):
        check_pin(officer=officer, pin=PIN, at=AT)


def test_after_five_wrong_pins_the_right_one_waits_15_minutes_too(officer):
    wrong(officer, 4)
    with pytest.raises(PinWaits) as refused:
        check_pin(officer=officer, pin="111222", at=AT)
    until = AT + timedelta(minutes=15)
    assert refused.value.values == {"until": until}
    with pytest.raises(PinWaits) as refused:
        check_pin(officer=officer, pin=PIN, at=until - timedelta(seconds=1))
    assert refused.value.values == {"until": until}
    check_pin(officer=officer, pin=PIN, at=until)


def test_after_the_wait_there_are_five_tries_again(officer):
    wrong(officer, 4)
    with pytest.raises(PinWaits):
        check_pin(officer=officer, pin="111222", at=AT)
    wrong(officer, 4, at=AT + timedelta(minutes=15))


def test_the_fifth_try_may_still_be_right(officer):
    wrong(officer, 4)
    check_pin(officer=officer, pin=PIN, at=AT)


def test_success_clears_the_count(officer):
    wrong(officer, 4)
    check_pin(officer=officer, pin=PIN, at=AT)
    wrong(officer, 4)


def test_a_new_pin_clears_the_count(officer):
    wrong(officer, 4)
    set_pin(officer=officer, pin="314159", password=PASSWORD, at=AT)
    wrong(officer, 4)
    check_pin(officer=officer, pin="314159", at=AT)


def test_one_officers_wrong_pins_do_not_lock_another(officer):
    other = create_officer(full_name="Bà Lụa", username="ba.lua", password=PASSWORD, at=AT)
    set_pin(officer=other, pin="314159", password=PASSWORD, at=AT)
    wrong(officer, 4)
    with pytest.raises(PinWaits):
        check_pin(officer=officer, pin="111222", at=AT)
    check_pin(officer=other, pin="314159", at=AT)


def test_a_wrong_pin_is_counted_outside_every_transaction(officer):
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        check_pin(officer=officer, pin="111222", at=AT)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_guesses_at_the_same_time_five_are_looked_at(officer, monkeypatch):
    looked_at = []

    def look(officer_id, pin, *, key):
        looked_at.append(pin)
        return "wrong"

    monkeypatch.setattr("lienthehe.access.commands.pins.pin_digest", look)

    def guess(pin):
        with pytest.raises((PinWrong, PinWaits)):
            check_pin(officer=officer, pin=pin, at=AT)

    at_the_same_time(guess, [f"{number:06}" for number in range(271828, 271848)])
    assert len(looked_at) == 5
    assert WrongTries.objects.get().count == 5
