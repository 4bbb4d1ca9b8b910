"""Pages as chromium prints them: rendered by the product, printed with the product's own styles."""

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser, Page, Route, sync_playwright
from pypdf import PdfReader

ORIGIN = "http://paper.test"
A4_INSIDE = {"width": 673, "height": 1010}
"""What @page leaves of A4 between its margins, in CSS pixels."""


@dataclass(frozen=True)
class Printed:
    """What came out of the printer: each page's text without spaces, what was asked for, and what does not fit.

    `blank`: what each section leaves empty above its foot, in millimetres.
    """

    pages: tuple[str, ...]
    sections: int
    too_wide: tuple[str, ...]
    blank: tuple[float, ...]

    def has(self, text: str) -> bool:
        """Tell whether a text stands on the paper, however its lines were broken."""
        return without_spaces(text) in "".join(self.pages)


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


@contextmanager
def a_printer() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


def printed(papers: Mapping[str, str]) -> dict[str, Printed]:
    """Print pages given as HTML by a name each."""
    with a_printer() as browser:
        return {name: _print(browser.new_page(viewport=A4_INSIDE), html) for name, html in papers.items()}


def widths(pages: Mapping[str, str], *, on: int) -> dict[str, int]:
    """Return how wide each page given as HTML comes out on a screen of so many CSS pixels."""
    with a_printer() as browser:
        return {
            name: _width(browser.new_page(viewport={"width": on, "height": 800}), html)
            for name, html in pages.items()
        }


def _width(page: Page, html: str) -> int:
    page.route(f"{ORIGIN}/**", lambda route: _serve(route, html))
    page.goto(f"{ORIGIN}/")
    width: int = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    return width


def _print(page: Page, html: str) -> Printed:
    page.route(f"{ORIGIN}/**", lambda route: _serve(route, html))
    page.emulate_media(media="print")
    page.goto(f"{ORIGIN}/")
    page.evaluate("document.fonts.ready")
    too_wide = page.evaluate(
        "[...document.querySelectorAll('.a4-page, .a4-page *')]"
        ".filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display != 'inline')"
        ".filter(e => !e.closest('caption')).map(e => e.outerHTML.slice(0, 200))"
    )
    sections = page.locator(".a4-page").count()
    blank = page.evaluate(
        "[...document.querySelectorAll('.a4-page > .a4-code')].map(e => (e.getBoundingClientRect().top"
        " - e.previousElementSibling.getBoundingClientRect().bottom) / 96 * 25.4)"
    )
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    texts = tuple(without_spaces(one.extract_text()) for one in reader.pages)
    return Printed(texts, sections, tuple(too_wide), tuple(blank))


def _serve(route: Route, html: str) -> None:
    path = route.request.url.removeprefix(ORIGIN)
    if path == "/":
        route.fulfill(body=html, content_type="text/html; charset=utf-8")
    elif path.startswith(settings.STATIC_URL):
        route.fulfill(path=Path(settings.STATICFILES_DIRS[0]) / path.removeprefix(settings.STATIC_URL))
    else:
        route.fulfill(status=404)
