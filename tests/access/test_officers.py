import pytest
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, connection, transaction

from lienthehe.access.commands import change_password, create_officer, set_large_text, sign_out_everywhere
from lienthehe.access.queries import officer_by_id, officer_signing_in
from lienthehe.access.rules import (
    FullNameMissing,
    PasswordOnlyFigures,
    PasswordTooCommon,
    PasswordTooShort,
    PasswordWaits,
    PasswordWrong,
    PhoneNotUnderstood,
    PhoneTaken,
    Role,
    SignInNameMissing,
    UserNameNotUsable,
    UserNameTaken,
)
from lienthehe.access.rules.officers import fold_username, read_phone
from tests.given.officers import AT, CLUB, COMMUNE, PASSWORD, PROVINCE, an_officer, read_anew

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "written",
    ["0912 345 678", "+84912345678", "0912.345.678", "84 912 345 678", "(+84) 912-345-678", "+840912345678"],
)
def test_a_phone_is_one_however_it_is_written(written):
    assert read_phone(written) == "+84912345678"


@pytest.mark.parametrize(
    "written", ["", "12", "0912 345 67", "+1 202 555 0143", "a0912345678", "không có", "0" * 400]
)
def test_what_is_no_vietnamese_number_is_not_a_phone(written):
    with pytest.raises(PhoneNotUnderstood):
        read_phone(written)


@pytest.mark.parametrize(
    ("written", "kept"), [(" Thu.Quy ", "thu.quy"), ("HẰNG", "hằng"), ("ha\u0300ng\x00", "hàng")]
)
def test_a_user_name_is_kept_without_case_and_unseen_signs(written, kept):
    assert fold_username(written) == kept


@pytest.mark.parametrize("written", ["0912345678", "ab", "bà đào", "x" * 61, "+84912345678", "..."])
def test_a_user_name_is_no_phone_number_and_has_no_spaces(written):
    with pytest.raises(UserNameNotUsable):
        create_officer(full_name="Bà Đào", username=written, password=PASSWORD, at=AT)


def test_an_officer_is_found_by_user_name_whatever_its_case():
    officer = create_officer(full_name="  Nguyễn Thị   Đào ", username="Thu.Quy", password=PASSWORD, at=AT)
    assert officer_signing_in(" THU.QUY") == officer
    assert officer_by_id(officer.pk) == officer
    assert officer.full_name == "Nguyễn Thị Đào"
    assert officer_signing_in("ai do") is None
    assert officer_signing_in("") is None
    assert officer_signing_in("\x00") is None


def test_an_officer_is_found_by_the_phone_that_signs_in_however_it_is_written():
    officer = create_officer(
        full_name="Bà Đào", phone="0912 345 678", signs_in_by_phone=True, password=PASSWORD, at=AT
    )
    assert officer_signing_in("+84 912 345 678") == officer
    assert officer_signing_in("0912.345.678") == officer


def test_spouses_share_a_phone_but_only_one_signs_in_by_it():
    wife = create_officer(
        full_name="Bà Đào", phone="0912345678", signs_in_by_phone=True, password=PASSWORD, at=AT
    )
    husband = create_officer(
        full_name="Ông Mận", username="ong.man", phone="0912345678", password=PASSWORD, at=AT
    )
    assert officer_signing_in("0912345678") == wife
    assert officer_signing_in("ong.man") == husband
    with pytest.raises(PhoneTaken):
        create_officer(
            full_name="Cháu", phone="+84912345678", signs_in_by_phone=True, password=PASSWORD, at=AT
        )


def test_two_officers_never_have_one_user_name():
    create_officer(full_name="Bà Đào", username="thu.quy", password=PASSWORD, at=AT)
    with pytest.raises(UserNameTaken):
        create_officer(full_name="Bà Lụa", username="THU.QUY", password=PASSWORD, at=AT)


def test_the_database_refuses_two_sign_ins_by_one_phone():
    officer = create_officer(full_name="Bà Đào", phone="0912345678", at=AT)
    create_officer(full_name="Bà Lụa", phone="0912345678", signs_in_by_phone=True, password=PASSWORD, at=AT)
    officer.signs_in_by_phone = True
    with pytest.raises(IntegrityError), transaction.atomic():
        officer.save()


def test_an_officer_has_a_name_and_something_to_sign_in_by():
    with pytest.raises(FullNameMissing):
        create_officer(full_name="  ", username="thu.quy", password=PASSWORD, at=AT)
    with pytest.raises(SignInNameMissing):
        create_officer(full_name="Bà Đào", phone="0912345678", password=PASSWORD, at=AT)
    with pytest.raises(PhoneNotUnderstood):
        create_officer(full_name="Bà Đào", phone="12", username="thu.quy", password=PASSWORD, at=AT)


@pytest.mark.parametrize(
    ("password", "refusal"),
    [("ngắn", PasswordTooShort), ("password123", PasswordTooCommon), ("8250941736", PasswordOnlyFigures)],
)
def test_a_weak_password_is_refused_at_its_field(password, refusal):
    with pytest.raises(refusal) as refused:
        create_officer(full_name="Bà Đào", username="thu.quy", password=password, at=AT)
    assert refused.value.field == "password"


def test_a_password_changes_only_with_the_old_one_and_ends_the_sessions():
    officer = create_officer(full_name="Bà Đào", username="thu.quy", password=PASSWORD, at=AT)
    session = officer.get_session_auth_hash()
    with pytest.raises(PasswordWrong) as refused:
        change_password(officer=officer, old="sai rồi", new="một vụ mùa mới", at=AT)
    assert refused.value.field == "old"
    with pytest.raises(PasswordTooShort) as short:
        change_password(officer=officer, old=PASSWORD, new="ngắn", at=AT)
    assert short.value.field == "new"
    change_password(officer=officer, old=PASSWORD, new="một vụ mùa mới", at=AT)
    again = read_anew(officer)
    assert again.check_password("một vụ mùa mới")
    assert again.get_session_auth_hash() != session


def test_the_old_password_is_not_guessed_more_than_five_times():
    officer = create_officer(full_name="Bà Đào", username="thu.quy", password=PASSWORD, at=AT)
    for _ in range(5):
        with pytest.raises(PasswordWrong):
            change_password(officer=officer, old="sai rồi", new="một vụ mùa mới", at=AT)
    with pytest.raises(PasswordWaits) as refused:
        change_password(officer=officer, old=PASSWORD, new="một vụ mùa mới", at=AT)
    assert refused.value.field == "old"


def test_signing_out_everywhere_ends_every_session():
    officer = create_officer(full_name="Bà Đào", username="thu.quy", password=PASSWORD, at=AT)
    session = officer.get_session_auth_hash()
    sign_out_everywhere(officer=officer, at=AT)
    assert read_anew(officer).get_session_auth_hash() == officer.get_session_auth_hash() != session


def test_large_type_is_remembered():
    officer = create_officer(full_name="Bà Đào", username="thu.quy", password=PASSWORD, at=AT)
    set_large_text(officer=officer, on=True)
    assert read_anew(officer).large_text


@pytest.mark.django_db(transaction=True)
def test_no_password_is_hashed_inside_a_transaction(monkeypatch):
    hashed_inside = []

    def hash_slowly(password):
        hashed_inside.append(connection.in_atomic_block)
        return make_password(password)

    monkeypatch.setattr("lienthehe.access.commands.passwords.make_password", hash_slowly)
    officer = create_officer(full_name="Bà Đào", username="thu.quy", password=PASSWORD, at=AT)
    change_password(officer=officer, old=PASSWORD, new="một vụ mùa mới", at=AT)
    an_officer(Role.READER, CLUB, COMMUNE, PROVINCE)
    assert len(hashed_inside) >= 4
    assert not any(hashed_inside)
