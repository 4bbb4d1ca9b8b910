"""A club's rows, kept by each act: which months it has, what is known of them, and what is left alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lienthehe import cli
from lienthehe.clubs.commands import change_club
from lienthehe.clubs.queries import club_summary
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusal
from lienthehe.reports.commands.club_months import (
    make_months,
    months_kept_at_the_end,
    rebuild_months,
    recompute_months,
)
from lienthehe.reports.models import ClubMonth
from lienthehe.reports.queries.club_months import clubs_behind, kept_months
from lienthehe.reports.queries.verification import verify_months
from lienthehe.reports.rules.figures import FROM_BOOKS, FROM_REGISTER
from lienthehe.reports.rules.origins import Origin
from tests.given.books import NOW, TODAY, close, some_books
from tests.given.clubs import a_club, club_facts, club_officer, province_officer
from tests.given.meetings import a_sheet, counted, held
from tests.given.payments import correct, pay
from tests.given.people import members
from tests.given.receipts import receive

pytestmark = pytest.mark.django_db
JANUARY = Month.parse("2026-01")


def figure(books, name, month=JANUARY):
    return kept_months(books.club_id)[month][name]


def known(books, name):
    return {
        str(month): row[name] for month, row in kept_months(books.club_id).items() if row[name] is not None
    }


def test_a_club_has_months_from_its_founding_on():
    books = some_books(people=0)
    assert [str(month) for month in kept_months(books.club_id)] == [
        "2025-09",
        "2025-10",
        "2025-11",
        "2025-12",
        "2026-01",
    ]


def test_nobody_knows_anything_before_the_first_member_and_the_first_entry():
    books = some_books(people=0)
    for row in kept_months(books.club_id).values():
        assert all(row[name] is None for name in (*FROM_REGISTER, *FROM_BOOKS))


def test_the_list_is_known_from_the_first_member_on_and_the_books_from_the_first_entry():
    club = a_club(at=NOW)
    officer = province_officer(club.place, at=NOW)
    members(club.id, 4, by=officer, joined_on=date(2025, 11, 30), at=NOW)
    books = replace(some_books(people=0), club_id=club.id, treasurer=club_officer(club.id, at=NOW))
    assert known(books, "members") == {"2025-11": 4, "2025-12": 4, "2026-01": 4}
    receive(books, 5_000, on=date(2025, 12, 3))
    assert known(books, "activity_closing") == {"2025-12": 5_000}


def test_a_silent_month_between_two_entries_is_known_and_nothing_moved_in_it():
    books = some_books()
    receive(books, 5_000, on=date(2025, 10, 3))
    assert known(books, "activity_closing") == {"2025-10": 5_000}
    receive(books, 1_000, on=TODAY)
    assert known(books, "activity_closing") == {
        "2025-10": 5_000,
        "2025-11": 5_000,
        "2025-12": 5_000,
        "2026-01": 6_000,
    }
    assert known(books, "meetings") == dict.fromkeys(("2025-10", "2025-11", "2025-12", "2026-01"), 0)


def test_a_month_that_is_closed_without_an_entry_is_told_of():
    books = some_books()
    receive(books, 5_000, on=date(2025, 11, 3))
    close(books, "2025-11")
    close(books, "2025-12")
    assert known(books, "told") == {"2025-11": 1, "2025-12": 1}


def test_two_meetings_in_a_month_count_both_by_the_month_they_stand_for():
    books = some_books()
    for on in (date(2025, 12, 17), date(2025, 12, 20)):
        sheet = counted(replace(a_sheet(books.club_id, on), stands_for=Month.of(on)))
        held(sheet, by=books.treasurer, second=books.chair, at=NOW)
    late = counted(replace(a_sheet(books.club_id, date(2026, 1, 3)), stands_for=Month.parse("2025-12")))
    held(late, by=books.treasurer, second=books.chair, at=NOW)
    found = kept_months(books.club_id)[Month.parse("2025-12")]
    assert (found["meetings"], found["met"], found["meetings_on_day"], found["attendances"]) == (3, 1, 1, 9)
    assert figure(books, "meetings") == 0
    assert figure(books, "activity_in_contributions") == 30_000
    assert verify_months(books.club_id) == ()


def test_a_correction_changes_the_months_from_its_day_on():
    books = some_books()
    wrong = receive(books, 5_000, on=date(2025, 11, 3))
    receive(books, 1_000)
    correct(books, wrong)
    assert known(books, "activity_closing") == {"2025-11": 0, "2025-12": 0, "2026-01": 1_000}
    assert known(books, "activity_in_other_income") == {"2025-11": 0, "2025-12": 0, "2026-01": 1_000}


def test_an_act_that_is_refused_changes_no_figure():
    books = some_books()
    receive(books, 5_000)
    before = kept_months(books.club_id)
    with pytest.raises(Refusal):
        pay(books, 9_000)
    assert kept_months(books.club_id) == before


def test_what_is_undone_around_an_act_takes_its_figures_with_it():
    books = some_books()
    before = kept_months(books.club_id)
    with transaction.atomic():
        receive(books, 5_000)
        assert kept_months(books.club_id) != before
        transaction.set_rollback(True)
    assert kept_months(books.club_id) == before


@pytest.mark.parametrize("founded_on", [date(2025, 6, 30), date(2025, 11, 1), date(2026, 1, 20)])
def test_a_founding_day_that_is_put_right_gives_and_takes_months(founded_on):
    books = some_books()
    club = club_summary(books.club_id, TODAY)
    by = province_officer(club.place, at=NOW)
    change_club(club_id=books.club_id, facts=club_facts(founded_on=founded_on), by=by, at=NOW)
    assert min(kept_months(books.club_id)) == Month.of(founded_on)
    assert verify_months(books.club_id) == ()


def test_months_before_the_founding_stay_where_the_books_tell_of_them():
    books = some_books()
    receive(books, 5_000, on=date(2025, 10, 3))
    by = province_officer(club_summary(books.club_id, TODAY).place, at=NOW)
    change_club(club_id=books.club_id, facts=club_facts(founded_on=TODAY), by=by, at=NOW)
    assert min(kept_months(books.club_id)) == Month.parse("2025-10")


def test_months_that_were_taken_over_stay_as_they_are():
    books = some_books()
    receive(books, 5_000, on=date(2025, 12, 3))
    until = Month.parse("2025-11")
    taken = ClubMonth.objects.filter(club_id=books.club_id, month__lte=until.first)
    taken.update(origin=Origin.TAKEN_OVER, members=42, activity_closing=1_000)
    recompute_months(books.club_id, since=Month.parse("2025-09"))
    assert verify_months(books.club_id) == rebuild_months(books.club_id, until=JANUARY)
    assert known(books, "members") == {
        "2025-09": 42,
        "2025-10": 42,
        "2025-11": 42,
        "2025-12": 3,
        "2026-01": 3,
    }
    assert verify_months(books.club_id) == ()


def test_many_acts_are_followed_by_one_computation():
    one, other = some_books(), some_books()
    with months_kept_at_the_end():
        receive(one, 5_000, on=date(2025, 12, 3))
        receive(other, 7_000)
        receive(one, 1_000)
        assert known(one, "activity_closing") == {}
    assert known(one, "activity_closing") == {"2025-12": 5_000, "2026-01": 6_000}
    assert known(other, "activity_closing") == {"2026-01": 7_000}
    assert verify_months(one.club_id) == verify_months(other.club_id) == ()


def test_every_month_that_begins_gets_its_row(clock, capsys):
    books = some_books()
    december = JANUARY.previous
    assert clubs_behind(JANUARY) == []
    assert clubs_behind(JANUARY.next) == [books.club_id]
    assert make_months(until=JANUARY.next) == 1
    assert figure(books, "members", JANUARY.next) == 3
    assert make_months(until=december) == make_months(until=JANUARY.next) == 0
    call_command("make_months")
    assert max(kept_months(books.club_id)) == Month.parse("2026-11")
    cli.make_months_if_few()
    assert capsys.readouterr().err == ""


def test_the_start_makes_few_months_and_says_what_makes_many(clock, capsys, monkeypatch):
    books = some_books()
    monkeypatch.setattr(cli, "FEW_CLUBS", 0)
    cli.make_months_if_few()
    assert "1 câu lạc bộ chưa có số liệu tháng 11/2026" in capsys.readouterr().err
    monkeypatch.setattr(cli, "FEW_CLUBS", 1)
    cli.make_months_if_few()
    assert figure(books, "members", Month.parse("2026-11")) == 3


def test_more_clubs_and_a_longer_past_cost_one_act_no_more_queries():
    def queries(books):
        with CaptureQueriesContext(connection) as captured:
            receive(books, 1_000)
        return len(captured)

    young = some_books()
    receive(young, 1_000)
    first = queries(young)
    for _ in range(3):
        some_books()
    old = some_books(founded_on=date(2020, 1, 1), at=NOW)
    for back in (400, 200, 100):
        receive(old, 1_000, on=TODAY - timedelta(days=back))
    assert queries(old) == queries(young) == first


def test_what_stands_wrong_is_said_in_vietnamese_and_put_right(capsys):
    books, other = some_books(), some_books()
    ClubMonth.objects.filter(club_id=books.club_id, month="2025-12-01").update(members=8, joined=None)
    ClubMonth.objects.filter(club_id=books.club_id, month="2025-11-01").delete()
    said = [
        "CLB thôn Đồng Mận (Thôn Đồng Mận): số liệu tháng 11/2025: còn thiếu.",
        "CLB thôn Đồng Mận (Thôn Đồng Mận): số liệu tháng 12/2025: members đang là 8, theo danh sách và sổ là 3.",
        "CLB thôn Đồng Mận (Thôn Đồng Mận): số liệu tháng 12/2025: joined đang là chưa rõ, theo danh sách và sổ là 0.",
    ]
    assert cli.main(["verify"]) == 1
    assert capsys.readouterr().out.splitlines()[:-1] == said
    assert cli.main(["verify", "--club", str(other.club_id)]) == 0
    assert cli.main(["rebuild", "--club", str(books.club_id)]) == 1
    assert set(said) <= set(capsys.readouterr().out.splitlines())
    assert cli.main(["rebuild"]) in {0, 1}
    assert cli.main(["rebuild"]) == cli.main(["verify"]) == 0
    assert "Đã tính lại 2 câu lạc bộ: 0 số liệu" in capsys.readouterr().out


def test_one_club_in_so_many_is_verified_each_night_and_all_in_so_many(capsys):
    clubs = [some_books(people=0) for _ in range(3)]
    for books in clubs:
        ClubMonth.objects.filter(club_id=books.club_id, month="2025-09-01").update(members=1)
    found = []
    for night in range(3):
        with time_machine.travel(datetime(2026, 11, 1 + night, 2, tzinfo=NOW.tzinfo), tick=False):
            cli.main(["verify", "--one-in", "3"])
        found.append(capsys.readouterr().out.splitlines()[-1])
    assert all("1 câu lạc bộ" in one and "1 chỗ không khớp" in one for one in found)


@pytest.mark.parametrize("command", ["verify", "rebuild"])
def test_an_unknown_club_is_said(command, capsys):
    assert cli.main([command, "--club", "00000000-0000-0000-0000-000000000001"]) == 1
    assert "Không có câu lạc bộ" in capsys.readouterr().err
