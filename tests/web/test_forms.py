from datetime import date

import pytest
from django import forms
from django.template.loader import render_to_string

from lienthehe.foundation.months import Month
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.web.forms import (
    Choices,
    ManyChoices,
    MoneyField,
    MonthField,
    NameField,
    PageForm,
    VietnameseDateField,
)


class AmountTooLarge(Refusal):
    field = "amount"
    message = "The box holds %(available)s."


class Nowhere(Refusal):
    message = "This belongs to no field."


class Payment(PageForm):
    amount = MoneyField(label="Số tiền", help_text="Ghi bằng số")
    month = MonthField(label="Kỳ", required=False)
    day = VietnameseDateField(label="Ngày", required=False)
    payee = NameField(label="Ai nhận", required=False)
    fund = forms.ChoiceField(
        label="Quỹ", choices=[("a", "Quỹ A"), ("b", "Quỹ B")], widget=Choices, required=False
    )
    tags = forms.MultipleChoiceField(label="Mảng", choices=[("x", "X")], widget=ManyChoices, required=False)
    agreed = forms.BooleanField(label="Đồng ý", required=False)


def payment(**given):
    form = Payment({"amount": "20.000"} | given)
    form.full_clean()
    return form


@pytest.mark.parametrize(
    "typed",
    ["1.250.000", "1250000", "1.250.000 đ", "1.250.000đ", " 1 250 000 ", "1.250.000 đồng", "1.250.000 Đ"],
)
def test_money_is_read_as_people_write_it(typed):
    assert payment(amount=typed).cleaned_data["amount"] == 1_250_000


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Ghi số tiền, ví dụ 20.000."),
        ("hai triệu", "Ghi số tiền bằng chữ số, có dấu chấm giữa hàng nghìn: 1.250.000."),
        ("2tr", "Ghi số tiền bằng chữ số, có dấu chấm giữa hàng nghìn: 1.250.000."),
        ("1.25", "Ghi số tiền bằng chữ số, có dấu chấm giữa hàng nghìn: 1.250.000."),
        ("-20.000", "Ghi số tiền bằng chữ số, có dấu chấm giữa hàng nghìn: 1.250.000."),
        ("20.000,50", "Ghi số đồng chẵn, không có phần sau dấu phẩy: 1.250.000."),
        ("0", "Ghi số tiền lớn hơn 0."),
        ("9" * 20, "Số tiền quá lớn. Đếm lại các số 0."),
    ],
)
def test_money_that_is_none_is_refused_with_what_to_write(typed, said):
    assert payment(amount=typed).errors["amount"] == [said]


def test_a_field_may_take_nothing_for_an_amount():
    assert MoneyField(at_least=0).clean("0") == 0
    assert MoneyField(required=False).clean("") is None


@pytest.mark.parametrize(
    ("typed", "month"),
    [("11/2026", Month(2026, 11)), ("1-2026", Month(2026, 1)), ("2026-11", Month(2026, 11)), ("", None)],
)
def test_a_month_is_read(typed, month):
    assert payment(month=typed).cleaned_data["month"] == month


@pytest.mark.parametrize("typed", ["13/2026", "tháng 11", "11/26"])
def test_what_is_no_month_is_refused(typed):
    assert payment(month=typed).errors["month"] == ["Ghi tháng theo kiểu tháng/năm, ví dụ 11/2026."]


def test_a_day_is_read_as_vietnamese_writes_it():
    assert payment(day="05/11/2026").cleaned_data["day"] == date(2026, 11, 5)
    assert payment(day="31/2/2026").errors["day"] == ["Ghi ngày theo kiểu ngày/tháng/năm, ví dụ 15/11/2026."]


def test_names_are_kept_composed_with_single_spaces():
    assert payment(payee="  Ba\N{COMBINING GRAVE ACCENT}  Đào ").cleaned_data["payee"] == "Bà Đào"


def test_what_was_recorded_is_shown_as_people_write_it():
    drawn = str(Payment(initial={"amount": 1_250_000, "month": Month(2026, 11), "day": date(2026, 11, 5)}))
    for value in ("1.250.000", "11/2026", "05/11/2026"):
        assert f'value="{value}"' in drawn


def test_a_refusal_stands_at_its_field_with_what_was_typed():
    form = payment(amount="4.000.000")
    form.add_refusal(AmountTooLarge(available=3_475_000))
    drawn = str(form)
    assert form.errors["amount"] == ["The box holds 3.475.000\N{NO-BREAK SPACE}đ."]
    assert 'value="4.000.000"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_amount_helptext id_amount_error"' in drawn
    assert 'id="id_amount_error"' in drawn


def test_several_refusals_stand_each_at_its_place_and_are_counted():
    form = payment()
    form.add_refusal(Refusals((AmountTooLarge(available=0), Nowhere(), Nowhere(field="elsewhere"))))
    assert form.error_count == 3
    assert form.non_field_errors() == ["This belongs to no field."] * 2


def test_choices_are_a_named_group_that_the_summary_can_lead_to():
    form = payment(fund="c")
    drawn = str(form)
    assert form.errors["fund"] == ["Chọn một trong các mục có sẵn."]
    assert (
        '<fieldset class="field field-error" id="id_fund" tabindex="-1" aria-describedby="id_fund_error">'
        in drawn
    )
    assert "<legend>Quỹ</legend>" in drawn
    assert '<input type="checkbox" name="tags" value="x"' in drawn
    assert drawn.count('id="id_fund"') == 1


class Founding(PageForm):
    name = NameField(label="Tên câu lạc bộ")
    place = NameField(label="Nơi sinh hoạt", error_messages={"required": "Ghi nơi sinh hoạt."})
    since = VietnameseDateField(label="Thành lập ngày")
    amount = MoneyField(label="Số tiền")
    parts = forms.IntegerField(label="Mấy lần", min_value=2)
    secret = forms.UUIDField(widget=forms.HiddenInput)


def test_the_summary_names_the_field_where_the_message_does_not():
    form = Founding({"since": "mai", "parts": "1"})
    form.full_clean()
    said = {field.name: field.named_errors for field in form}
    assert said == {
        "name": ["Tên câu lạc bộ: Điền dòng này."],
        "place": ["Ghi nơi sinh hoạt."],
        "since": ["Thành lập ngày: Ghi ngày theo kiểu ngày/tháng/năm, ví dụ 15/11/2026."],
        "amount": ["Ghi số tiền, ví dụ 20.000."],
        "parts": ["Mấy lần: Ghi số từ 2 trở lên."],
        "secret": form.errors["secret"],
    }
    summary = render_to_string("parts/error_summary.html", {"form": form})
    assert '<a href="#id_name">Tên câu lạc bộ: Điền dòng này.</a>' in summary
