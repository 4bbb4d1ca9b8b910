"""The log-ins told again at a second start: of the demonstration alone."""

import socket
from uuid import UUID

import pytest

from lienthehe import cli
from lienthehe.access.commands import change_password, end_grant
from lienthehe.access.queries import grants_of, grants_within
from lienthehe.access.rules import Role
from lienthehe.clubs.queries import scopes_of_club
from lienthehe.demo.officers import PASSWORD, PRINTED, an_officer, log_ins_standing
from lienthehe.places.queries import scopes_around
from tests.given import officers as given
from tests.given.clubs import a_club
from tests.given.officers import AT, an_administrator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = AT.date()


@pytest.fixture
def officers():
    """The four officers of the demonstration whose log-ins are printed, without the rest of it."""
    club = a_club()
    around = scopes_of_club(club.id, on=TODAY)
    place = {
        Role.PROVINCE_OFFICER: scopes_around(club.place.unit_id, TODAY)[-2:],
        Role.COMMUNE_OFFICER: around[1:],
    }
    by = an_administrator()
    made = {}
    for username, role in PRINTED.items():
        made[username] = an_officer(role, username, username, place.get(role, around), by=by, at=AT)
        by = made["tinh.son-la"]
    return made


def test_a_second_start_tells_the_log_ins_again(officers, capsys):
    assert cli.main(["demo", "--if-empty"]) == 0
    said = capsys.readouterr().out
    assert "Đăng nhập (mật khẩu lua-chin-2026, mã PIN 270519):" in said
    assert "thu.quy.1        Thủ quỹ, CLB thôn Đồng Mận" in said
    assert "tinh.son-la      Cán bộ tỉnh, Tỉnh Sơn La" in said
    assert len(said.splitlines()) == 5


def test_a_server_that_is_to_show_the_demonstration_tells_them_before_it_answers(officers, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert cli.main(["serve", "--demo", "--port", port]) == 1
        assert "thu.quy.1        Thủ quỹ, CLB thôn Đồng Mận" in capsys.readouterr().out
        assert cli.main(["serve", "--port", port]) == 1
        assert capsys.readouterr().out == ""


def test_a_database_of_ones_own_is_told_nothing(capsys):
    an_administrator()
    assert cli.main(["demo", "--if-empty"]) == 0
    assert capsys.readouterr().out == ""


def test_officers_of_the_same_names_with_passwords_of_their_own_are_none_of_ours(officers):
    assert len(log_ins_standing(TODAY)) == len(PRINTED)
    change_password(officer=officers["tinh.son-la"], old=PASSWORD, new=given.PASSWORD, at=AT)
    assert log_ins_standing(TODAY) == []


def test_where_one_no_longer_holds_the_role_nothing_is_told(officers):
    treasurer = officers["thu.quy.1"]
    club = next(grant.scope for grant in grants_of(treasurer))
    within = scopes_of_club(UUID(club.key), on=TODAY)
    grant = grants_within(scopes=(club,), on=TODAY).get(officer=treasurer)
    end_grant(grant_id=grant.pk, until=TODAY, within=within, by=officers["tinh.son-la"], at=AT)
    assert log_ins_standing(TODAY) == []
