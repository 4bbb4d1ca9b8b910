"""What the documents name is there, and what a newcomer needs is named."""

import re
from pathlib import Path

import pytest

from lienthehe.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ["README.md", "CONTRIBUTING.md", "docs/testing.md", "docs/operations.md"]
PAGES = [*GUIDES, *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs").rglob("*.md")))]


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def settings_variables():
    return set(re.findall(r'env\.\w+\("(\w+)"', text("src/lienthehe/config/settings.py")))


@pytest.mark.parametrize("guide", GUIDES)
def test_every_make_target_named_is_there(guide):
    targets = set(re.findall(r"^\.PHONY: (.+)$", text("Makefile"), re.MULTILINE)[0].split())
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text(guide), re.MULTILINE)) <= targets


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_named_is_there(guide):
    named = re.findall(r"(?:^|`|bin/)lienthehe ([a-z]+)", text(guide), re.MULTILINE)
    assert set(named) <= set(COMMANDS)


def test_the_operator_s_page_names_every_command():
    assert all(f"`lienthehe {name} " in text("docs/operations.md") for name in COMMANDS)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_setting_named_is_there(guide):
    assert set(re.findall(r"LIENTHEHE_[A-Z]+|DATABASE_URL", text(guide))) <= settings_variables()


def test_the_operator_s_page_and_the_settings_name_every_setting():
    for page in ("docs/operations.md", "src/lienthehe/config/settings.py"):
        assert all(re.search(rf"^(\| `)?{name}\b", text(page), re.MULTILINE) for name in settings_variables())


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text(page))
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []
