"""The limits of architecture §12, held on every file that git knows."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE, FUNCTION, VIEW, TEMPLATE, SCRIPT = 400, 40, 25, 150, 200
FORBIDDEN_NAMES = ("utils", "helpers", "signals", "managers", "misc", "common")


def files(*patterns):
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    return [ROOT / name for name in listed if "migrations/" not in name and (ROOT / name).exists()]


def lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("patterns", "limit"), [(("*.py", "*.css"), FILE), (("*.html",), TEMPLATE), (("*.js",), SCRIPT)]
)
def test_no_file_is_longer_than_one_can_read(patterns, limit):
    assert {str(p.relative_to(ROOT)): lines(p) for p in files(*patterns) if lines(p) > limit} == {}


def functions():
    for path in files("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                start = (
                    node.body[0].lineno
                    if isinstance(node.body[0], ast.Expr) and len(node.body) > 1
                    else node.lineno
                )
                body = node.body[1].lineno if start != node.lineno else node.lineno
                yield path, node, (node.end_lineno or body) - body + 1


def test_no_function_is_longer_than_one_can_hold():
    long = {f"{p.relative_to(ROOT)}:{n.name}": size for p, n, size in functions() if size > FUNCTION}
    assert long == {}


def test_no_view_does_more_than_one_thing():
    def is_view(path, node):
        return "lienthehe/web/" in str(path) and node.args.args and node.args.args[0].arg == "request"

    assert {
        f"{p.relative_to(ROOT)}:{n.name}": size for p, n, size in functions() if is_view(p, n) and size > VIEW
    } == {}


def test_no_room_is_called_by_a_word_that_says_nothing():
    assert [
        str(p) for p in files("*.py") if p.stem in FORBIDDEN_NAMES or p.parent.name in FORBIDDEN_NAMES
    ] == []


def test_nothing_unfinished_stands_in_the_code():
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error")
    assert [
        f"{p}: {m}"
        for p in files("*.py", "*.html", "*.js", "*.css")
        for m in marks
        if m in p.read_text(encoding="utf-8")
    ] == []
