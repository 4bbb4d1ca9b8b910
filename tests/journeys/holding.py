"""How a person holds a meeting on a phone: by keys alone, looking at each page."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from lienthehe.foundation.money import DENOMINATIONS
from tests.journeys.conftest import PHONE

PICTURES = Path(__file__).parents[2] / "docs" / "manual" / "vi"
TALLEST = 12_000
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Hand:
    """A hand on the keys. Whatever it presses must be reached and shown as reached."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pictures = bool(os.environ.get("MANUAL_PICTURES"))

    def press(self, what: Locator, key: str = "Enter") -> None:
        """Go to a button, link or box by the keyboard and press it."""
        what.focus()
        assert what.evaluate("one => one === document.activeElement && one.matches(':focus-visible')")
        self.page.keyboard.press(key)

    def go(self, what: Locator) -> None:
        """Press what leads to another page and wait for it."""
        with self.page.expect_navigation():
            self.press(what)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name)

    def write(self, label: str, text: str, place: int = 0) -> None:
        """Write into the box of this label."""
        box = self.page.get_by_label(label, exact=True).nth(place)
        box.focus()
        box.press("ControlOrMeta+a")
        box.press("Delete")
        self.page.keyboard.type(text)

    def choose(self, name: str, place: int = 0) -> None:
        """Choose one of a few by the space bar."""
        self.press(self.page.get_by_role("radio", name=name).nth(place), "Space")

    def select(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).first.select_option(label=option)

    def count(self, box: str, amount: int) -> None:
        """Write so much into a box to count, in the fewest notes."""
        for value in DENOMINATIONS:
            number, amount = divmod(amount, value)
            if number:
                self.page.locator(f"#id_{box}-n{value}").fill(str(number))
        self.page.locator(f"#id_{box}-n{DENOMINATIONS[-1]}").press("Tab")

    def sees(self, text: str) -> bool:
        """Tell whether the page shows a text."""
        shown = " ".join(self.page.locator("body").inner_text().replace("\xa0", " ").split())
        return text in shown

    def looks(self, name: str, at: str = "body") -> None:
        """Look at a page: nothing hinders anybody, nothing is wider than the phone; picture it for the manual from `at` on."""
        page = self.page
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url
        if self.pictures:
            page.locator(at).first.evaluate("one => one.scrollIntoView()")
            page.screenshot(path=PICTURES / f"{name}.png")
        height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight") + 1)
        page.set_viewport_size(PHONE | {"height": height})
        found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        page.set_viewport_size(PHONE)
        wrong = [
            (one["id"], [node["target"] for node in one["nodes"]]) for one in found.response["violations"]
        ]
        assert wrong == [], page.url
