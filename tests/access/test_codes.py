import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienthehe.access.commands import check_pin, create_officer, open_access, prepare_access, renew_access
from lienthehe.access.models import AccessCode, AuditRow, Officer, WrongTries
from lienthehe.access.queries import (
    grants_within,
    officer_may,
    officer_signing_in,
    pin_is_set,
    waits_for_code_until,
)
from lienthehe.access.rules import (
    COUNTRY,
    Act,
    CodeNotGood,
    CodeWaits,
    HasAccessElsewhere,
    NotAllowed,
    OwnAccess,
    PasswordTooShort,
    PhoneTaken,
    PinTooEasy,
    Role,
    Scope,
    ScopeKind,
    SignInNameMissing,
    UserNameTaken,
)
from lienthehe.access.rules.codes import LETTERS, code_digest, make_code, show_code
from tests.given.officers import (
    AROUND_CLUB,
    AT,
    CLUB,
    COMMUNE,
    PASSWORD,
    PIN,
    PROVINCE,
    an_administrator,
    an_officer,
    read_anew,
    with_role,
)
from tests.given.threads import at_the_same_time

pytestmark = pytest.mark.django_db
HERE = "192.0.2.7"
OTHER_CLUB = Scope(ScopeKind.CLUB, "club-2")
OTHER_COMMUNE = Scope(ScopeKind.COMMUNE, "commune-2")


@pytest.fixture
def commune():
    return an_officer(Role.COMMUNE_OFFICER, COMMUNE, PROVINCE)


def prepare(by, phone="0912 345 678", role=Role.TREASURER, at=AT):
    return prepare_access(
        full_name="Nguyễn Thị Đào", phone=phone, role=role, scope=CLUB, within=AROUND_CLUB, by=by, at=at
    )


def take_up(code, *, username=None, password=PASSWORD, pin=PIN, address=HERE, at=AT):
    return open_access(code=code, username=username, password=password, pin=pin, address=address, at=at)


def test_a_code_is_eight_signs_that_nobody_confuses():
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", show_code(make_code()))
    assert not set(LETTERS) & set("0O1IL2Z5S8B")


@given(st.text(alphabet=LETTERS, min_size=8, max_size=8))
def test_a_code_is_the_same_however_it_is_typed(code):
    typed = {
        code_digest(text, key="k") for text in (code, show_code(code), f" {code.lower()} ", " ".join(code))
    }
    assert len(typed) == 1


def test_an_access_is_prepared_by_the_commune_and_taken_up_by_its_owner(commune):
    officer, code = prepare(commune)
    assert not officer.has_usable_password()
    assert waits_for_code_until(officer, at=AT) == AT + timedelta(days=7)
    owner = take_up(code)
    assert owner == officer == officer_signing_in("+84 912 345 678")
    assert owner.check_password(PASSWORD)
    assert pin_is_set(owner)
    check_pin(officer=owner, pin=PIN, at=AT)
    assert officer_may(Act.RECORD_MONEY, by=owner, within=AROUND_CLUB, on=AT.date())
    assert waits_for_code_until(officer, at=AT) is None


def test_who_opened_and_who_took_up_stand_in_the_trail(commune):
    officer, code = prepare(commune)
    take_up(code)
    opened, taken_up = AuditRow.objects.order_by("id").reverse()[:2][::-1]
    assert (opened.officer, opened.act, opened.scope_key) == (commune, "open_access", CLUB.key)
    assert (taken_up.officer, taken_up.act, taken_up.address) == (officer, "take_up_access", HERE)


def test_the_owner_may_choose_a_user_name_instead_of_the_phone(commune):
    _, code = prepare(commune)
    owner = take_up(code, username="Thu.Quy")
    assert officer_signing_in("thu.quy") == owner
    assert officer_signing_in("0912345678") is None


def test_the_phone_of_a_spouse_who_signs_in_by_it_needs_a_user_name(commune):
    take_up(prepare(commune)[1])
    _, code = prepare(commune)
    with pytest.raises(PhoneTaken) as refused:
        take_up(code)
    assert refused.value.field == "username"
    with pytest.raises(SignInNameMissing):
        take_up(prepare(commune, phone="")[1])
    take_up(code, username="ong.man")
    with pytest.raises(UserNameTaken):
        take_up(prepare(commune)[1], username="ong.man")


def test_a_code_is_stored_as_a_digest_only(commune):
    _, code = prepare(commune)
    row = AccessCode.objects.get(used_at=None)
    assert code.replace("-", "") not in str(vars(row))


def test_a_code_opens_once(commune):
    _, code = prepare(commune)
    take_up(code)
    with pytest.raises(CodeNotGood):
        take_up(code, password="một vụ mùa mới")


def test_a_code_is_good_for_seven_days(commune):
    _, code = prepare(commune)
    with pytest.raises(CodeNotGood):
        take_up(code, at=AT + timedelta(days=7))
    take_up(code, at=AT + timedelta(days=7) - timedelta(seconds=1))


def test_a_new_code_voids_the_old_one(commune):
    officer, old = prepare(commune)
    new = renew_access(officer=officer, within=AROUND_CLUB, by=commune, at=AT)
    with pytest.raises(CodeNotGood):
        take_up(old)
    assert take_up(new) == officer


def test_a_weak_password_or_pin_does_not_use_up_the_code(commune):
    _, code = prepare(commune)
    with pytest.raises(PasswordTooShort):
        take_up(code, password="ngắn")
    with pytest.raises(PinTooEasy):
        take_up(code, pin="123456")
    take_up(code)


def test_ten_wrong_codes_from_one_address_wait_and_another_address_does_not(commune):
    _, code = prepare(commune)
    for _ in range(10):
        with pytest.raises(CodeNotGood):
            take_up("ACDE-FGHJ")
    with pytest.raises(CodeWaits):
        take_up(code)
    take_up(code, address="192.0.2.8")
    with pytest.raises(CodeNotGood):
        take_up(code, at=AT + timedelta(minutes=15))


def test_only_an_access_taken_up_clears_the_count(commune):
    _, code = prepare(commune)
    for _ in range(9):
        with pytest.raises(PasswordTooShort):
            take_up(code, password="ngắn")
    assert WrongTries.objects.get(key=HERE).count == 9
    take_up(code)
    assert not WrongTries.objects.filter(key=HERE).exists()


def test_nobody_of_the_club_prepares_an_access():
    chair = an_officer(Role.CHAIR, CLUB, COMMUNE, PROVINCE)
    officers = Officer.objects.count()
    with pytest.raises(NotAllowed):
        prepare(chair)
    assert Officer.objects.count() == officers


def test_a_forgotten_password_is_renewed_by_the_commune(commune):
    officer = take_up(prepare(commune)[1])
    code = renew_access(officer=officer, within=AROUND_CLUB, by=commune, at=AT)
    assert read_anew(officer).check_password(PASSWORD)
    again = take_up(code, password="một vụ mùa mới", pin="314159")
    assert again == officer == officer_signing_in("0912345678")
    check_pin(officer=again, pin="314159", at=AT)
    assert AuditRow.objects.filter(subject_kind="access_code", officer=commune, scope_key=CLUB.key).exists()


def test_nobody_renews_an_access_that_they_could_not_give(commune):
    chair = an_officer(Role.CHAIR, CLUB, COMMUNE, PROVINCE)
    treasurer = an_officer(Role.TREASURER, CLUB, COMMUNE, PROVINCE)
    with pytest.raises(NotAllowed):
        renew_access(officer=treasurer, within=AROUND_CLUB, by=chair, at=AT)
    with_role(treasurer, Role.COMMUNE_OFFICER, COMMUNE, PROVINCE)
    with pytest.raises(NotAllowed):
        renew_access(officer=treasurer, within=AROUND_CLUB, by=commune, at=AT)
    with pytest.raises(OwnAccess):
        renew_access(officer=commune, within=(COMMUNE, PROVINCE, COUNTRY), by=commune, at=AT)


def test_a_code_never_opens_a_club_elsewhere(commune):
    keeper = an_officer(Role.ACCOUNTANT, CLUB, COMMUNE, PROVINCE)
    with_role(keeper, Role.ACCOUNTANT, OTHER_CLUB, OTHER_COMMUNE, PROVINCE)
    with pytest.raises(HasAccessElsewhere):
        renew_access(officer=keeper, within=AROUND_CLUB, by=commune, at=AT)


def test_the_centre_renews_the_access_of_somebody_above_the_communes():
    province = an_officer(Role.PROVINCE_OFFICER, PROVINCE)
    code = renew_access(officer=province, within=(PROVINCE, COUNTRY), by=an_administrator(), at=AT)
    assert take_up(code) == province


def test_who_has_no_access_gets_no_code(commune):
    nobody = create_officer(full_name="Ai Đó", username="ai.do", password=PASSWORD, at=AT)
    with pytest.raises(NotAllowed):
        renew_access(officer=nobody, within=AROUND_CLUB, by=commune, at=AT)


@pytest.mark.django_db(transaction=True)
def test_a_code_taken_up_by_many_at_once_opens_for_one(commune):
    _, code = prepare(commune)

    def take(number):
        try:
            return take_up(code, username=f"nguoi.{number}", address=f"192.0.2.{number}").username
        except CodeNotGood:
            return None

    taken = [name for name in at_the_same_time(take, range(6)) if name]
    assert len(taken) == 1
    assert [g.officer.username for g in grants_within(scopes=(CLUB,), on=AT.date())] == taken
