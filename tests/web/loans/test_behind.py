"""Hai người chịu trách nhiệm: who may stand behind a loan is said before anything is typed."""

import pytest

from lienthehe.access.rules import Role
from lienthehe.clubs.queries import members_on
from tests.given.clubs import club_officer
from tests.given.loans import approve, ask, extend, lend
from tests.given.people import a_member
from tests.given.readers import shown, signed_in
from tests.web.loans.writing import LATER, ON, address

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(books):
    asked = ask(books, books.members[0], on=ON)
    approve(books, asked, on=ON)
    return asked


def named_as(books, membership, role):
    """Return an officer of the club who bears a member's name: the books take them for one person."""
    name = next(row.full_name for row in members_on(books.club_id, ON) if row.membership_id == membership)
    return club_officer(books.club_id, role, at=LATER, full_name=name)


def acts_on_a_loan(books, loan_id):
    extended = extend(books, loan_id, [ON.replace(month=4)], on=ON)
    return [f"{loan_id}/gia-han/", f"{loan_id}/xoa-no/", f"quyet-dinh/{extended}/bo/"]


def test_where_one_person_alone_can_approve_that_person_is_chosen_already(books, treasurer, approved):
    chosen = f'<option value="{books.chair.pk}" selected>'
    assert chosen in treasurer.get(address(books, f"don/{approved}/chi/")).content.decode()
    club_officer(books.club_id, Role.ACCOUNTANT, at=LATER, full_name="Vì Thị Mận")
    page = treasurer.get(address(books, f"don/{approved}/chi/")).content.decode()
    assert chosen not in page
    assert f'<option value="{books.chair.pk}">' in page


def test_a_loan_of_ones_own_is_said_before_the_form_with_who_can_do_it(books, approved):
    own = signed_in(named_as(books, books.members[0], Role.ACCOUNTANT))
    loan_id = lend(books, books.members[0])
    for path in [f"don/{approved}/chi/", *acts_on_a_loan(books, loan_id)]:
        page = own.get(address(books, path))
        text = shown(page)
        assert "Khoản này để người khác ghi" in text, path
        assert f"{books.chair.full_name}, Chủ nhiệm" in text
        assert f"{books.treasurer.full_name}, Thủ quỹ" in text
        assert "Cần hai người" not in text
        assert 'name="pin"' not in page.content.decode()


def test_goods_repaid_of_ones_own_loan_have_no_form(books):
    own = signed_in(named_as(books, books.members[0], Role.ACCOUNTANT))
    page = own.get(address(books, f"{lend(books, books.members[0])}/tra-hang/"))
    assert "Khoản này để người khác ghi" in shown(page)
    assert 'name="goods"' not in page.content.decode()


def asked_by(books, full_name):
    """Let a member of this name ask for a loan that is approved; return the request."""
    member = a_member(books.club_id, full_name, by=books.chair, at=LATER)
    asked = ask(books, member.membership_id, on=ON)
    approve(books, asked, on=ON)
    return asked


def test_where_one_other_is_left_the_commune_is_named(books, treasurer):
    asked = asked_by(books, books.treasurer.full_name)
    text = shown(treasurer.get(address(books, f"don/{asked}/chi/")))
    assert f"{books.chair.full_name}, Chủ nhiệm" in text
    assert "Cần hai người. Nhờ cán bộ xã nhập hộ" in text


def test_who_lives_with_the_borrower_is_not_offered_as_the_second(books, treasurer):
    row = a_member(books.club_id, "Lò Văn Thử", by=books.chair, at=LATER)
    wife = a_member(books.club_id, "Lò Thị Thử", by=books.chair, at=LATER, household_id=row.household_id)
    husband = club_officer(books.club_id, Role.ACCOUNTANT, at=LATER, full_name="Lò Văn Thử")
    asked = ask(books, wife.membership_id, on=ON)
    approve(books, asked, on=ON)
    page = treasurer.get(address(books, f"don/{asked}/chi/"))
    assert str(husband.pk) not in page.content.decode()
    assert "Lò Văn Thử, Kế toán không duyệt được khoản này" in shown(page)
    assert f'<option value="{books.chair.pk}" selected>' in page.content.decode()


def test_nobody_left_beside_the_writer_is_said_before_the_form(books, treasurer):
    asked = asked_by(books, books.chair.full_name)
    page = treasurer.get(address(books, f"don/{asked}/chi/"))
    assert "Những người duyệt được đều là người vay" in shown(page)
    assert str(books.chair.pk) not in page.content.decode()
