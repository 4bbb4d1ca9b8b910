import gettext
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import lienthehe
from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusal
from lienthehe.web.wording import (
    write_dong,
    write_figure,
    write_lunar,
    write_month,
    write_refusal,
    write_weekday_date,
)


class BoxTooSmall(Refusal):
    message = (
        "On %(on)s the box holds %(available)s, %(days)d days before %(month)s, says %(who)s. It is %(at)s."
    )


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "0"),
        (500, "500"),
        (20_000, "20.000"),
        (1_234_567, "1.234.567"),
        (-2_000_000, "−\N{NO-BREAK SPACE}2.000.000"),
    ],
)
def test_figures_have_dots_and_a_real_minus(amount, written):
    assert write_figure(amount) == written
    assert write_dong(amount) == f"{written}\N{NO-BREAK SPACE}đ"


def test_months_and_days_are_written_as_they_are_read_out():
    assert write_month(Month(2026, 11)) == "11/2026"
    assert write_month(date(2026, 3, 9)) == "03/2026"
    assert write_weekday_date(date(2026, 11, 15)) == "Chủ nhật 15/11/2026"
    assert write_weekday_date(date(2026, 11, 13)) == "Thứ Sáu 13/11/2026"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 15), "mùng 7 tháng Mười"),
        (date(2026, 2, 17), "mùng 1 tháng Giêng"),
        (date(2026, 2, 16), "ngày 29 tháng Chạp"),
        (date(2025, 7, 25), "mùng 1 tháng Sáu nhuận"),
        (date(2026, 1, 18), "ngày 30 tháng Mười một"),
    ],
)
def test_the_lunar_day_is_the_vietnamese_one(day, written):
    assert write_lunar(day) == written


def test_a_refusal_writes_money_days_and_months_and_leaves_plain_numbers():
    refusal = BoxTooSmall(
        on=date(2026, 11, 5),
        available=3_475_000,
        days=2026,
        month=Month(2026, 12),
        who="bà Đào",
        at=datetime(2026, 11, 5, 2, 7, tzinfo=UTC),
    )
    assert write_refusal(refusal) == (
        "On 05/11/2026 the box holds 3.475.000\N{NO-BREAK SPACE}đ, 2026 days before tháng 12/2026, says bà Đào. "
        "It is 05/11/2026, 9 giờ 07."
    )


def test_a_refusal_without_values_is_translated_as_it_stands():
    class Plain(Refusal):
        message = "Write your password."

    assert write_refusal(Plain()) == "Ghi mật khẩu."


def test_every_reader_is_addressed_alike():
    catalogue = Path(lienthehe.__file__).parent / "locale/vi/LC_MESSAGES/django.mo"
    with catalogue.open("rb") as file:
        texts = gettext.GNUTranslations(file)._catalog.values()
    assert any(re.search(r"\bông bà\b", text, re.IGNORECASE) for text in texts)
    assert not [text for text in texts if re.search(r"\bbạn\b", text, re.IGNORECASE)]
