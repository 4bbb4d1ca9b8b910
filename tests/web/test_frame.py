"""The frame of every page: who may pass the door, its language, its letters, its headers, what it says when it fails."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLResolver, get_resolver, path

from lienthehe.access.rules import Act, NotAllowed, Role
from lienthehe.config import urls as the_urls
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.web.middleware import open_to_everybody
from lienthehe.web.scope import club_of
from tests.given.clubs import a_club, club_officer, province_officer
from tests.given.places import commune
from tests.given.readers import shown, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
OPEN = {"sign-in", "open-access", "help", "calculator", "text-size", "language", "alive", "ready"}
ANY_ID = "01890000-0000-7000-8000-000000000000"


class BoxEmpty(Refusal):
    message = "The box holds %(available)s."


def refuse(request, kind):
    raise {"one": BoxEmpty(available=5_000), "many": Refusals((BoxEmpty(available=0),)), "not": NotAllowed()}[
        kind
    ]


def break_down(request):
    raise ZeroDivisionError


handler403, handler404, handler500 = the_urls.handler403, the_urls.handler404, the_urls.handler500
urlpatterns = [
    *the_urls.urlpatterns,
    path("khong-danh-dau/", lambda _request: HttpResponse("secret")),
    path("danh-dau/", open_to_everybody(lambda _request: HttpResponse("open"))),
    path("tu-choi/<str:kind>/", refuse),
    path("hong/", open_to_everybody(break_down)),
    path(
        "mot-clb/<uuid:club_id>/",
        lambda request, club_id: HttpResponse(club_of(request, club_id, Act.SEE_BOOKS).name),
    ),
]
with_our_views = override_settings(ROOT_URLCONF=__name__)


@pytest.fixture
def officer():
    return club_officer(a_club().id)


def named_views(resolver=None):
    """Yield each view of the product with its name."""
    for entry in (resolver or get_resolver(the_urls.__name__)).url_patterns:
        if isinstance(entry, URLResolver):
            yield from named_views(entry)
        else:
            yield entry.name, entry.callback


def test_no_other_view_than_these_is_marked_open():
    assert {name for name, view in named_views() if not getattr(view, "login_required", True)} == OPEN


@with_our_views
def test_a_view_without_the_mark_is_closed():
    answer = Client().get("/khong-danh-dau/")
    assert answer.headers["Location"] == "/dang-nhap/?next=/khong-danh-dau/"
    assert Client().post("/khong-danh-dau/").status_code == 302
    assert Client().get("/danh-dau/").content == b"open"


@with_our_views
def test_a_club_opens_to_its_own_officers_and_those_above_only():
    club = a_club()
    own = club_officer(club.id)
    stranger = club_officer(a_club(place=commune("Phường Mộc Châu")).id)
    address = f"/mot-clb/{club.id}/"
    assert signed_in(own).get(address).content.decode() == club.name
    assert signed_in(stranger).get(address).status_code == 403
    assert signed_in(own).get(f"/mot-clb/{ANY_ID}/").status_code == 404


@with_our_views
@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        ("not", 403, "Trang này không mở cho mình"),
        ("one", 409, "The box holds 5.000\N{NO-BREAK SPACE}đ.".replace("\xa0", " ")),
        ("many", 409, "Lúc này chưa làm được"),
    ],
)
def test_a_refusal_that_no_form_shows_becomes_a_page(officer, kind, status, said):
    answer = signed_in(officer).get(f"/tu-choi/{kind}/")
    assert answer.status_code == status
    assert said in shown(answer)


@with_our_views
def test_what_is_broken_and_what_is_not_there_is_said_plainly():
    stranger = Client(raise_request_exception=False)
    assert "Máy của chúng tôi bị trục trặc" in shown(stranger.get("/hong/"))
    assert "Không có trang này" in shown(stranger.get("/khong-co/"))


def test_the_address_of_a_button_is_no_page(officer):
    answer = signed_in(officer).get("/tai-khoan/dang-xuat-moi-noi/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Không có trang này" in shown(answer)


def test_a_form_without_its_key_is_answered_in_plain_words():
    answer = Client(enforce_csrf_checks=True).post("/dang-nhap/", {"username": "a", "password": "b"})
    assert answer.status_code == 403
    assert "Trang này mở đã quá lâu" in shown(answer)


def test_no_page_allows_inline_scripts_or_styles_or_other_hosts():
    policy = Client().get("/dang-nhap/").headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert "unsafe" not in policy
    assert rules["default-src"] == "'none'"
    assert {rules[name] for name in ("script-src", "style-src", "img-src", "font-src", "form-action")} == {
        "'self'"
    }


def test_pages_of_who_is_signed_in_stay_in_no_cache(officer):
    assert signed_in(officer).get("/tai-khoan/").headers["Cache-Control"] == "no-store"
    assert "Cache-Control" not in Client().get("/tro-giup/").headers


def test_pages_are_vietnamese_whatever_the_device_speaks_until_english_is_chosen():
    browser = Client(headers={"Accept-Language": "en"})
    assert '<html lang="vi">' in browser.get("/tro-giup/").content.decode()
    answer = browser.post("/ngon-ngu/", {"language": "en", "next": "/tro-giup/"}, follow=True)
    assert '<html lang="en">' in answer.content.decode()
    assert "How to use it" in shown(answer)


def test_large_text_is_kept_on_the_device_and_in_the_officers_settings(officer):
    browser = Client()
    answer = browser.post("/chu-to/", {"large": "yes", "next": "/tro-giup/"}, follow=True)
    assert answer.redirect_chain == [("/tro-giup/", 302)]
    assert 'data-text="large"' in answer.content.decode()
    assert 'data-text="large"' not in browser.post("/chu-to/", {"large": "no"}, follow=True).content.decode()
    signed_in(officer).post("/chu-to/", {"large": "yes"})
    assert 'data-text="large"' in signed_in(officer).get("/tai-khoan/").content.decode()


@pytest.mark.parametrize("asked", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_no_form_leads_to_another_host(asked):
    assert Client().post("/chu-to/", {"large": "yes", "next": asked}).headers["Location"] == "/"


def test_the_first_page_leads_a_clubs_officer_to_the_club_and_others_to_their_place_in_figures():
    club = a_club()
    assert signed_in(club_officer(club.id)).get("/").headers["Location"] == f"/cau-lac-bo/{club.id}/"
    above = signed_in(province_officer(commune("Xã Chiềng Sơn")))
    assert above.get("/").headers["Location"] == "/toan-canh/"


def test_a_page_without_a_place_of_its_own_stands_under_everything():
    club = a_club()
    page = signed_in(club_officer(club.id)).get(f"/cau-lac-bo/{club.id}/nguoi-dung/").content.decode()
    assert f'<a href="/cau-lac-bo/{club.id}/tat-ca/" aria-current="true">' in page
    assert page.count("aria-current") == 1


def test_everything_leads_only_where_the_reader_may_go(officer):
    club = a_club(name="CLB bản khác")
    for who in (
        club_officer(club.id),
        club_officer(club.id, Role.READER),
        province_officer(commune("Xã Chiềng Sơn")),
    ):
        browser = signed_in(who)
        page = browser.get(f"/cau-lac-bo/{club.id}/tat-ca/")
        links = set(re.findall(r'<a class="row" href="([^"]+)"', page.content.decode()))
        assert len(links) > 8
        assert [link for link in links if browser.get(link, follow=True).status_code != 200] == []
    assert signed_in(officer).get(f"/cau-lac-bo/{club.id}/tat-ca/").status_code == 403


def test_somebody_above_has_the_places_of_oversight():
    browser = signed_in(province_officer(commune("Xã Chiềng Sơn")))
    assert '<a href="/tai-khoan/" aria-current="page">' in browser.get("/tai-khoan/").content.decode()
    assert (
        '<a href="/nguoi-dung/" aria-current="true">'
        in browser.get("/nguoi-dung/", follow=True).content.decode()
    )
