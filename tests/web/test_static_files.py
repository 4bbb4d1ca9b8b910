"""What a first visit costs on a bad network, and that the letters of Vietnamese are in it."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client

FIRST_VISIT, LATER_PAGE, SHEETS = 150_000, 20_000, 4
SENT_AS_IT_IS = (".woff2",)


def files_of(page):
    """Return every file that a browser fetches for a page: those it names, and the fonts of its sheets."""
    named = set(re.findall(r'(?:href|src)="/static/([^"#]+)', page))
    return named | {"lienthehe/fonts/be-vietnam-pro-400.woff2", "lienthehe/fonts/be-vietnam-pro-600.woff2"}


def static_file(name):
    found = finders.find(name)
    assert found, name
    return Path(found)


def weight(name):
    content = static_file(name).read_bytes()
    return len(content) if name.endswith(SENT_AS_IT_IS) else len(brotli.compress(content))


@pytest.mark.django_db
def test_a_first_visit_weighs_little_and_asks_for_few_files():
    page = Client().get("/dang-nhap/").content
    files = files_of(page.decode())
    assert sum(map(weight, files)) + len(brotli.compress(page)) <= FIRST_VISIT
    assert len([name for name in files if name.endswith(".css")]) <= SHEETS


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/dang-nhap/", "/mo-quyen/", "/tro-giup/", "/tinh-khoan-vay/"])
def test_a_later_page_weighs_less(path):
    assert len(brotli.compress(Client().get(path).content)) <= LATER_PAGE


@pytest.mark.parametrize("kind", ["be-vietnam-pro-400.woff2", "be-vietnam-pro-600.woff2"])
def test_a_font_is_one_small_file(kind):
    assert weight(f"lienthehe/fonts/{kind}") < 20_000


@pytest.mark.parametrize(
    "path", ["lienthehe/fonts/OFL.txt", "lienthehe/icons/LICENSE.txt"], ids=["fonts", "icons"]
)
def test_the_licence_lies_beside(path):
    assert "Copyright" in static_file(path).read_text(encoding="utf-8")
