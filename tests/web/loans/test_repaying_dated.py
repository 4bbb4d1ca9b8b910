"""Thu nợ of an earlier day: what is shown is what the books say afterwards; a day to come or of a closed month is none."""

from datetime import date

import pytest

from lienthehe.loans.rules.standings import LoanState
from tests.given.books import close
from tests.given.loans import extend, lend, loan, repay
from tests.given.readers import shown
from tests.given.receipts import contribute
from tests.web.loans.writing import ON, a_repayment, address, send, two

pytestmark = pytest.mark.django_db
DUE = date(2026, 2, 17)
PATHS = ["tra/", "tra-hang/"]


@pytest.fixture
def owed(books):
    """5.000.000 đ lent a month ago: 500.000 and 40.000 fell due on 17 February."""
    return lend(books, books.members[0])


@pytest.fixture
def paid_since(books, owed):
    """What fell due on the 17th, paid and written on the 20th."""
    repay(books, owed, 540_000, on=ON)
    return owed


def dated(amount, **given):
    return a_repayment(amount, on="17/02/2026", only_loan="on") | given


def test_the_preview_tells_what_the_page_tells_afterwards(books, treasurer, paid_since):
    page = shown(send(treasurer, books, f"{paid_since}/tra/", dated("540.000"), do="check"))
    assert "Sẽ ghi như sau Gốc 540.000 Số tiền đưa 540.000 đ" in page
    assert "Sau ngày này đã ghi trả thêm 540.000 đ, gần nhất là ngày 20/02/2026." in page
    assert "500.000 đ tiền gốc đã trả ngày 20/02/2026 được tính là trả trước" in page
    assert "40.000 đ tiền gốc là trả trước" in page
    told = "Kỳ tới ngày 17/03/2026: 540.000 đ."
    assert f"còn nợ gốc 3.960.000 đ . {told}" in page
    written = dated("540.000", principal="540.000", interest="0")
    page = shown(send(treasurer, books, f"{paid_since}/tra/", written))
    assert "còn nợ gốc 3.960.000 đ" in page
    assert told in page
    row = loan(books, paid_since, ON)
    assert [(one.on, one.principal, one.interest) for one in row.paid] == [
        (DUE, 540_000, 0),
        (ON, 500_000, 40_000),
    ]
    assert [(line.due, line.principal) for line in row.at.lines if line.ahead] == [
        (DUE, 40_000),
        (ON, 500_000),
    ]
    assert books.are_sound()


def test_what_is_still_asked_for_is_said_in_both(books, treasurer, owed):
    told = "Tháng này còn phải thu: 300.000 đ."
    form = dated("240.000", interest="40.000", principal="200.000")
    for do in ("check", "write"):
        assert told in shown(send(treasurer, books, f"{owed}/tra/", form, do=do))


def test_repay_all_of_an_earlier_day_leaves_nothing_beside_what_was_paid_since(books, treasurer, paid_since):
    page = shown(send(treasurer, books, f"{paid_since}/tra/", dated(""), do="pay-off"))
    assert "Lãi 0" not in page
    assert "Gốc 4.500.000 Số tiền đưa 4.540.000 đ" in page
    assert "Sau lần này là hết nợ gốc." in page
    send(treasurer, books, f"{paid_since}/tra/", dated("4.540.000", interest="40.000", principal="4.500.000"))
    assert loan(books, paid_since, ON).state is LoanState.SETTLED


def test_what_is_split_by_hand_beyond_what_is_owed_is_refused_at_its_box(books, treasurer, paid_since):
    form = dated("4.540.000", interest="0", principal="4.540.000")
    answer = send(treasurer, books, f"{paid_since}/tra/", form)
    assert 'href="#id_principal"' in answer.content.decode()
    assert "Sẽ ghi như sau" in shown(answer)
    assert len(loan(books, paid_since, ON).paid) == 1


def test_for_several_people_it_is_the_same_rule(books, treasurer, paid_since):
    box = f"sum_{books.members[0].hex}"
    form = dated("", other="Trưởng thôn", **{box: "600.000"})
    page = shown(send(treasurer, books, "thu-nhieu-nguoi/", form, do="check"))
    assert "Khế ước số 0001/2026, gốc 540.000" in page
    assert "0001/2026, lãi" not in page


def test_an_extension_since_is_counted(books, treasurer, owed):
    extend(books, owed, [date(2026, 12, 17)], on=ON)
    page = shown(send(treasurer, books, f"{owed}/tra/", dated("540.000"), do="check"))
    assert "còn nợ gốc 4.500.000 đ" in page
    assert loan(books, owed, ON).at.outstanding == 5_000_000


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("day", ["25/01/2026", "19/01/2026"])
def test_a_day_of_a_closed_month_is_refused_at_the_day_with_what_to_do(books, treasurer, owed, path, day):
    close(books, "2026-01")
    form = a_repayment("540.000", goods="1 con lợn", on=day, interest="40.000", principal="500.000") | two(
        books
    )
    for do in ("check", "write"):
        answer = send(treasurer, books, f"{owed}/{path}", form, do=do)
        html, page = answer.content.decode(), shown(answer)
        assert 'href="#id_on"' in html
        assert (
            page.count("Sổ tháng 01/2026 đã khóa, không ghi thêm được. Hãy ghi ngày hôm nay, 20/02/2026") == 1
        )
        assert 'value="540.000"' in html
        assert f'value="{day}"' in html
    assert not loan(books, owed, ON).paid


@pytest.mark.parametrize("path", PATHS)
def test_a_day_to_come_is_refused_at_the_day_before_anything_is_shown(books, treasurer, owed, path):
    form = a_repayment("540.000", goods="1 con lợn", on="21/02/2026")
    answer = send(treasurer, books, f"{owed}/{path}", form, do="check")
    assert 'href="#id_on"' in answer.content.decode()
    assert "21/02/2026" in shown(answer)
    assert "Sẽ ghi như sau" not in shown(answer)


@pytest.mark.parametrize(("day", "said"), [("21/02/2026", "21/02/2026"), ("25/01/2026", "đã khóa")])
def test_for_several_people_the_day_is_refused_too(books, treasurer, owed, day, said):
    close(books, "2026-01")
    form = a_repayment("", on=day, other="Trưởng thôn", **{f"sum_{books.members[0].hex}": "600.000"})
    for do in ("check", "write"):
        answer = send(treasurer, books, "thu-nhieu-nguoi/", form, do=do)
        assert 'href="#id_on"' in answer.content.decode()
        assert said in shown(answer)
    assert not loan(books, owed, ON).paid


def test_what_was_written_before_its_month_closed_is_found_again(books, treasurer, owed):
    form = dated("540.000", on="20/01/2026", interest="0", principal="540.000")
    page = shown(send(treasurer, books, f"{owed}/tra/", form))
    assert "Đã ghi phiếu PT 0002" in page
    close(books, "2026-01")
    assert "Đã ghi phiếu PT 0002" in shown(send(treasurer, books, f"{owed}/tra/", form))


def test_the_sum_in_the_box_says_what_is_for_the_loan_and_what_is_not(books, treasurer, owed):
    assert "trả 540.000 đ" in shown(treasurer.get(address(books, f"{owed}/")))
    page = shown(treasurer.get(address(books, f"{owed}/tra/")))
    assert "Gồm 540.000 đ cho khoản vay và 60.000 đ đóng góp" in page
    assert "Trả hết: 5.080.000 đ, cùng 60.000 đ đóng góp" in page
    goods = shown(treasurer.get(address(books, f"{owed}/tra-hang/")))
    assert "đóng góp" not in goods


def test_where_the_loan_asks_for_nothing_the_sum_is_contributions_alone(books, treasurer, paid_since):
    page = shown(treasurer.get(address(books, f"{paid_since}/tra/")))
    assert "Cả 60.000 đ là đóng góp; khoản vay hôm nay chưa phải trả gì." in page


def test_who_owes_this_months_contribution_alone_reads_its_month(books, treasurer, owed):
    contribute(books, 50_000, people=books.members[:1])
    page = shown(treasurer.get(address(books, f"{owed}/tra/")))
    assert "Gồm 540.000 đ cho khoản vay và 10.000 đ đóng góp tháng 02/2026." in page
