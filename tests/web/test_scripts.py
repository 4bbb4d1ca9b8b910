"""The scripts say amounts as the server does: the same worked examples, read by node."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "src/lienthehe/web/static/lienthehe/words.js"
EXAMPLES = ROOT / "tests/vectors/amount_in_words.json"
SCRIPT = """
const { amountInWords, amountOf, figure } = await import(process.argv[1]);
const examples = JSON.parse((await import("node:fs")).readFileSync(process.argv[2]));
const said = examples.map(({ amount }) => amountInWords(amount));
const typed = ["1.234.567", " 20 000 đ", "5000", "", "1,5", "-3", "hai"].map(amountOf);
console.log(JSON.stringify({ said, typed: typed.map(String), figures: [0, 500, 1000, 1234567].map(figure) }));
"""


@pytest.fixture(scope="module")
def answers():
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node: sudo apt install nodejs")
    command = [node, "--input-type=module", "-e", SCRIPT, str(WORDS), str(EXAMPLES)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_amounts_are_said_as_the_server_says_them(answers):
    assert answers["said"] == [
        example["words"] for example in json.loads(EXAMPLES.read_text(encoding="utf-8"))
    ]


def test_amounts_are_read_as_people_type_them(answers):
    assert answers["typed"] == ["1234567", "20000", "5000", "NaN", "NaN", "NaN", "NaN"]


def test_figures_get_their_dots(answers):
    assert answers["figures"] == ["0", "500", "1.000", "1.234.567"]
