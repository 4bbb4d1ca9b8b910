"""One version of each package, whichever of the three lists it was installed from."""

import re
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"


def pins(name):
    return set(re.findall(r"^[\w.\[\]-]+==[^ ]+", (REQUIREMENTS / name).read_text("utf-8"), re.MULTILINE))


def test_what_make_run_installs_is_the_product_and_a_part_of_what_the_tests_use():
    assert pins("app.txt") < pins("run.txt") < pins("dev.txt")
