"""What is wrong in a file of old books: all of every row and of the whole at once, and nothing that only follows."""

import pytest

from lienthehe.documents.opening_reading import read_file
from lienthehe.foundation.ids import uuid7
from lienthehe.lifecycle.rules.opening_checks import check_opening
from lienthehe.lifecycle.rules.openings import OpeningSheet
from lienthehe.web.wording import write_refusal
from tests.given.books import TODAY
from tests.given.clubs import FOUNDED
from tests.given.opening_files import ACTIVITY, INCOME, fill_in

LONG = "a" * 121


def told(**changed):
    """Return what is told of the good file with some boxes changed: sheet and row, then heading and reason."""
    begun = OpeningSheet(uuid7(), uuid7(), TODAY)
    read = read_file(fill_in(**changed), begun=begun, members=(), founded_on=FOUNDED, one_tin=False)
    faults = read.all_faults(check_opening(read.sheet, known=(), one_tin=False, today=TODAY))
    return [
        (f"{one.title} {one.row}", f"{one.heading}: {write_refusal(one.refusal)}".replace("\xa0", " "))
        for one in faults
    ]


MEMBER, LOAN, SOURCE, HELD = "Thành viên 4", "Khoản vay 4", "Nguồn vốn 4", "Tiền và hàng 4"


@pytest.mark.parametrize(("changed", "at", "said"), [
    ({"members_5_A": None}, "Thành viên 5", "Họ và tên: ô này còn trống"),
    ({"members_4_B": "năm 50"}, MEMBER, "“năm 50” không phải năm sinh. Ghi bốn chữ số như 1958"),
    ({"members_4_B": 50}, MEMBER, "“50” không phải năm sinh"),
    ({"members_4_B": 2050}, MEMBER, "Sinh năm 2050 mà vào câu lạc bộ ngày 01/09/2025 thì không khớp"),
    ({"members_4_B": None}, MEMBER, "tên này chưa có trong danh sách câu lạc bộ nên cần ghi năm sinh"),
    ({"members_4_C": None}, MEMBER, "Nam hay nữ: tên này chưa có trong danh sách câu lạc bộ"),
    ({"members_4_E": "01/01/2027"}, MEMBER, "Ngày vào câu lạc bộ: Ngày 01/01/2027 chưa tới"),
    ({"members_5_A": LONG}, "Thành viên 5", "Họ và tên: Tên dài nhất là 120 chữ"),
    ({"members_4_F": "6oo.000"}, MEMBER, "“6oo.000” không phải số tiền"),
    ({"sources_4_C": None}, SOURCE, "Của ai: Ghi tên người cho"),
    ({"sources_4_D": "3,000,000"}, SOURCE, "Số tiền: “3,000,000” không phải số tiền"),
    ({"sources_4_D": 0}, SOURCE, "Ghi nguồn này còn bao nhiêu trong hòm"),
    ({"sources_6_E": "06/15/2025"}, "Nguồn vốn 6", "“06/15/2025” không phải ngày"),
    ({"sources_6_F": "15/06/2024"}, "Nguồn vốn 6", "ngày phải trả: Vốn cho mượn ngày 15/06/2025 thì không thể phải trả"),
    ({"loans_4_A": "Lò Thị Mía"}, LOAN, "Người vay: không có ai tên như vậy"),
    ({"loans_4_D": 6_000_000}, LOAN, "Gốc còn nợ: Lúc đầu cho vay 5.000.000 đ, nên còn nợ nhiều nhất bằng thế"),
    ({"loans_4_D": -500_000}, LOAN, "Gốc còn nợ: “-500000” không phải số tiền"),
    ({"loans_4_C": "15/06/0225"}, LOAN, "Ngày cho vay: Ngày 15/06/0225 chưa có câu lạc bộ nào"),
    ({"loans_4_C": "01/03/2026"}, LOAN, "Ngày cho vay: Ngày 01/03/2026 sau ngày mở sổ, 20/01/2026"),
    ({"loans_4_E": "12"}, LOAN, "“12” không phải mức lãi. Ghi phần trăm một tháng"),
    ({"loans_4_E": None}, LOAN, "không tính lãi thì ghi 0"),
    ({"loans_4_G": 4_000_000}, LOAN, "Gốc quá hạn: Chỉ còn nợ 3.000.000 đ gốc"),
    ({"loans_4_I": "06/12/2026"}, LOAN, "Quá hạn từ ngày: Ngày 06/12/2026 chưa đúng"),
    ({"loans_4_I": "06/12/2024"}, LOAN, "phải từ một ngày sau ngày cho vay và trước ngày mở sổ, 20/01/2026"),
    ({"loans_4_I": None}, LOAN, "Ghi quá hạn từ ngày nào"),
    ({"loans_4_J": "4 kỳ"}, LOAN, "“4 kỳ” không phải số nguyên"),
    ({"loans_4_K": "15/01/2026"}, LOAN, "Kỳ tới trả ngày: Ngày 15/01/2026 trước ngày mở sổ"),
    ({"loans_4_K": "15/02/2206"}, LOAN, "Ngày 15/02/2206 còn hơn 10 năm nữa. Xem lại năm."),
    ({"loans_4_M": 400_000}, LOAN, "Gốc mỗi kỳ: 4 kỳ, mỗi kỳ 400.000 đ, không khớp với 2.000.000 đ"),
    ({"holdings_5_A": INCOME}, "Tiền và hàng 5", "Quỹ: quỹ này đã có ở một dòng trên"),
    ({"holdings_4_F": "20/01/2027"}, HELD, "Ngày mở sổ: Chưa đến ngày 20/01/2027"),
    ({"holdings_5_F": "19/01/2026"}, "Tiền và hàng 5", "dòng trên ghi ngày 20/01/2026"),
])  # fmt: skip
def test_one_wrong_box_is_told_once_with_its_own_reason(changed, at, said):
    ((where, reason),) = told(**changed)
    assert where == at
    assert said in reason


def headings(found, at):
    return [reason.split(":")[0] for where, reason in found if where == at]


def test_all_that_is_wrong_with_a_row_is_told_at_once():
    found = told(
        loans_4_A="Lò Thị Mía", loans_4_C="01/03/2026", loans_4_D="ba triệu", loans_4_E="x", loans_4_K="15/01/2026"
    )  # fmt: skip
    assert headings(found, LOAN) == [
        "Người vay",
        "Ngày cho vay",
        "Gốc còn nợ",
        "Lãi, % một tháng",
        "Kỳ tới trả ngày",
    ]
    found = told(members_5_A=None, members_5_B="?", members_5_D="giàu", members_5_E="mùng 3 Tết")
    row = ["Họ và tên", "Năm sinh hoặc ngày sinh", "Hộ", "Ngày vào câu lạc bộ"]
    assert headings(found, "Thành viên 5") == row
    found = told(sources_6_C=None, sources_6_E=None, sources_6_F=None, sources_6_D="?")
    assert len(headings(found, "Nguồn vốn 6")) == 4


def test_who_stands_twice_is_told_at_both_rows_and_nowhere_else():
    found = told(members_6_A="Lo Thi Mai", members_6_B=1950, members_6_C="Nữ")
    assert [where for where, _ in found] == ["Thành viên 4", "Thành viên 6"]
    assert {reason for _, reason in found} == {"Họ và tên: Người này có hai dòng. Bỏ bớt một dòng."}


def test_a_borrower_whose_own_row_is_wrong_is_still_known():
    assert [where for where, _ in told(members_4_B="?", members_4_C=None)] == [MEMBER, MEMBER]


def test_a_reason_that_looks_at_a_wrong_box_waits_until_that_is_mended():
    assert [where for where, _ in told(holdings_4_F="hôm nay", loans_4_K="15/01/2026")] == [HELD]
    assert headings(told(loans_4_B="năm triệu", loans_4_M=400_000), LOAN) == ["Cho vay ban đầu"]


def test_sums_that_do_not_agree_are_told_below_the_sources_beside_what_is_wrong_in_rows():
    found = told(sources_7_D=500_000, sources_9_D=1, members_5_C=None)
    below = "Nguồn vốn 10"
    assert headings(found, below) == [INCOME, ACTIVITY]
    assert "200.000 đ có đó mà chưa ghi là của ai" in found[0][1]
    assert headings(found, "Thành viên 5") == ["Nam hay nữ"]


def test_sums_are_not_told_while_what_goes_into_them_is_wrong():
    assert [where for where, _ in told(sources_7_D="7oo.000", sources_8_D=1)] == ["Nguồn vốn 7"]
    assert [where for where, _ in told(loans_4_D=6_000_000)] == [LOAN]
