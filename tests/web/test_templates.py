import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from lienthehe.foundation.money import Dong
from tests.web.test_forms import AmountTooLarge, payment

WEB = Path(settings.PACKAGE) / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
SHEETS = sorted((WEB / "static").rglob("*.css"))


def draw(part, **context):
    return " ".join(render_to_string(f"parts/{part}.html", context).split())


def written(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_every_template_is_sound_and_keeps_to_the_policy(path):
    text = path.read_text(encoding="utf-8")
    get_template(str(path.relative_to(WEB / "templates")))
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|https?://", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    for name in re.findall(r'{% static "([^"]+)" %}', text):
        assert finders.find(name), name


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_every_file_that_a_sheet_names_is_there(path):
    named = re.findall(r'url\("([^"]+)"\)', path.read_text(encoding="utf-8"))
    assert [name for name in named if not (path.parent / name).exists()] == []


def test_every_icon_drawn_is_in_the_sprite():
    sprite = (WEB / "static/lienthehe/icons/icons.svg").read_text(encoding="utf-8")
    there = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    drawn = {name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)" %}', path.read_text())}
    tabs = set(re.findall(r'Tab\(.*?, "(\w+)"', (WEB / "context.py").read_text()))
    assert tabs
    assert drawn | tabs <= there


def test_filters_write_values_as_vietnamese_does():
    source = "{{ a|dong }}|{{ a|figure }}|{{ none|dong }}|{{ none|figure }}|{{ a|in_words }}"
    assert written(source, a=Dong(20_000), none=None) == (
        "20.000\N{NO-BREAK SPACE}đ|20.000|||Hai mươi nghìn đồng"
    )


def test_a_sentence_after_a_colon_begins_small_unless_it_is_an_abbreviation():
    assert written("{{ s|inside }}", s="Ghi số nhỏ hơn.") == "ghi số nhỏ hơn."
    assert written("{{ s|inside }}", s="PIN sai.") == "PIN sai."
    assert written("{{ s|inside }}", s="") == ""


def test_the_huge_figure_has_its_words_from_one_million_on():
    assert "Một triệu đồng" in draw("money", amount=1_000_000)
    assert "in-words" not in draw("money", amount=999_999)
    assert 'value="1000000"' in draw("money", amount=1_000_000)


def test_sums_end_in_a_total():
    drawn = draw("sums", lines=[("Quỹ A", 20_000)], total_label="Cộng", total=20_000)
    assert "<dt>Quỹ A</dt><dd>20.000</dd>" in drawn
    assert (
        '<div class="total"><dt>Cộng</dt><dd>20.000\N{NO-BREAK SPACE}đ</dd></div>'.replace("\xa0", " ")
        in drawn
    )


def test_a_row_leads_somewhere_or_just_says():
    assert '<a class="row" href="/x/">' in draw("row", href="/x/", who="Bà Đào", amount=650_000)
    assert "<a" not in draw("row", who="Bà Đào", what="Quá hạn 29 ngày", mark="stop")


def test_steps_tell_where_one_is_for_any_number_of_them():
    steps = [
        {"title": f"Bước {n}", "url": f"/{n}/", "state": "done" if n < 4 else "now" if n == 4 else ""}
        for n in range(1, 14)
    ]
    drawn = draw("steps", steps=steps, number=4, count=13, label="Các bước")
    assert "<b>Bước 4</b> trong 13" in drawn
    assert drawn.count('<li class="done">') == 3
    assert 'aria-current="step"' in drawn


def test_the_pager_keeps_the_filters():
    request = RequestFactory().get("/", {"ten": "dao", "page": "2"})
    request.user = AnonymousUser()
    page = Paginator(range(30), 10).get_page(2)
    drawn = get_template("parts/pager.html").render({"page": page}, request)
    assert 'href="?ten=dao&amp;page=1"' in drawn
    assert 'href="?ten=dao&amp;page=3"' in drawn
    assert "Trang 2 trên 3" in drawn


def test_the_summary_counts_and_leads_to_each_place():
    form = payment(month="x")
    form.add_refusal(AmountTooLarge(available=0))
    drawn = draw("error_summary", form=form)
    assert "Chưa ghi được: có 2 chỗ cần sửa" in drawn
    assert 'href="#id_amount"' in drawn
    assert 'href="#id_month"' in drawn
    assert 'role="alert"' in drawn


@pytest.mark.parametrize("kind", ["warn", "stop", "done", ""])
def test_a_notice_has_a_sign_and_words(kind):
    drawn = draw("notice", kind=kind, title="Tiêu đề", text="Lời")
    assert "<svg" in drawn
    assert "Tiêu đề" in drawn


def test_an_empty_book_teaches():
    drawn = draw("empty", title="Sổ này chưa có trang nào", text="Để làm gì", href="/x/", act="Ghi")
    assert '<a class="button button-main" href="/x/">Ghi</a>' in drawn
