"""`lienthehe verify`: what it prints, and its exit code."""

from datetime import date

import pytest
from django.utils.translation import gettext

from lienthehe import cli
from lienthehe.documents.verification import say_entry, say_finding
from lienthehe.ledger.queries.chain import current_code
from lienthehe.ledger.rules.accounts import AccountKind
from lienthehe.ledger.rules.findings import (
    Fault,
    Finding,
    name_account,
    name_closing,
    name_count,
    name_voucher,
)
from tests.given.books import TODAY, some_books
from tests.given.payments import pay
from tests.given.receipts import receive
from tests.given.tampering import change_transfer, mend_balances, some_written_books
from tests.given.triggers import lift_triggers, put_triggers_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("club_months")]
SPENT_LESS = (
    ("activity_out_tea", "20.000", "19.000"),
    ("activity_closing", "100.000", "101.000"),
    ("activity_of_result", "70.000", "71.000"),
)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (name_voucher("PT", "activity", 2026, 12), "PT 0012/2026, Quỹ hoạt động"),
        (name_voucher("CK", "", 2026, 3), "CK 0003/2026"),
        (name_voucher("??", "??", 2026, 3), "?? 0003/2026, ??"),
        (name_count(date(2026, 11, 15)), "kiểm quỹ 15/11/2026"),
        (name_closing(date(2026, 11, 1)), "khóa sổ 11/2026"),
        (name_account("income", "bank", ""), f"{gettext(AccountKind.BANK.label)}, Quỹ tăng thu nhập"),
        (name_account("income", "grant", "Xã"), f"{gettext(AccountKind.GRANT.label)} Xã, Quỹ tăng thu nhập"),
    ],
)
def test_an_entry_is_named_as_the_books_name_it(entry, said):
    assert say_entry(entry) == said


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_is_said_in_vietnamese(fault):
    said = say_finding(Finding(None, name_count(TODAY), fault), on=TODAY)
    assert said.startswith("kiểm quỹ 20/01/2026: ")
    assert fault.value not in said


def test_books_that_agree_end_with_exit_code_zero(capsys):
    receive(some_books(people=0), 1_000)
    assert cli.main(["verify"]) == 0
    assert capsys.readouterr().out == "Đã đọc 1 câu lạc bộ, 1 mục: khớp hết.\n"


def test_what_does_not_agree_is_named_with_its_club_and_ends_with_exit_code_one(capsys):
    written = some_written_books()
    other = some_books(people=0)
    lift_triggers()
    change_transfer(written.payment, amount=19_000)
    mend_balances()
    put_triggers_back()
    assert cli.main(["verify"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "CLB thôn Đồng Mận (Thôn Đồng Mận): PC 0001/2026, Quỹ hoạt động: số tiền hoặc tài khoản đã bị sửa.",
        *(
            f"CLB thôn Đồng Mận (Thôn Đồng Mận): số liệu tháng 01/2026: {figure} đang là {stands}, theo danh sách và sổ là {right}."
            for figure, stands, right in SPENT_LESS
        ),
        "Đã đọc 2 câu lạc bộ, 13 mục: có 4 chỗ không khớp.",
    ]
    assert cli.main(["verify", "--club", str(other.club_id)]) == 0
    assert cli.main(["verify", "--club", str(written.books.club_id)]) == 1


def test_a_missing_trigger_ends_with_exit_code_one(capsys):
    lift_triggers()
    assert cli.main(["verify"]) == 1
    assert "ledger_voucher_no_delete: sổ không còn được giữ" in capsys.readouterr().out


def test_a_printed_book_is_looked_for_in_every_club_or_in_one(capsys):
    books, other = some_books(people=0), some_books(people=0)
    receive(books, 5_000)
    printed = current_code(books.club_id)
    pay(books, 1_000)
    assert cli.main(["verify", "--code", printed.lower()]) == 0
    assert capsys.readouterr().out == (
        "CLB thôn Đồng Mận (Thôn Đồng Mận): sổ in khớp đến hết PT 0001/2026, Quỹ hoạt động, là mục thứ 1 trong sổ.\n"
    )
    assert cli.main(["verify", "--code", printed, "--club", str(other.club_id)]) == 1
    assert "Không sổ của câu lạc bộ nào khớp" in capsys.readouterr().out


def test_an_unknown_club_is_said(capsys):
    assert cli.main(["verify", "--club", "00000000-0000-0000-0000-000000000001"]) == 1
    assert "Không có câu lạc bộ" in capsys.readouterr().err


def test_many_clubs_show_how_far_it_got(capsys, monkeypatch):
    monkeypatch.setattr(cli, "CLUBS_A_LINE", 1)
    for _ in range(2):
        some_books(people=0)
    assert cli.main(["verify"]) == 0
    assert capsys.readouterr().err == "1/2\n2/2\n"
