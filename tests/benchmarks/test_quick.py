"""The benchmarks still run, and have their place in their README."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from benchmarks.__main__ import NAMES, README

ROOT = Path(__file__).resolve().parents[2]


QUICK = ("meeting", "portfolio")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.patient) for name in NAMES]
)
def test_a_benchmark_runs_and_leaves_the_figures_alone(name):
    before = README.read_bytes()
    command = [sys.executable, "-m", "benchmarks", name, "--quick", "--on", connection.vendor]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{name}\n| engine |")
    assert README.read_bytes() == before


def test_every_benchmark_has_its_place_in_the_readme():
    text = README.read_text(encoding="utf-8")
    modules = {path.stem for path in README.parent.glob("*.py") if "def measure(" in path.read_text("utf-8")}
    assert modules == set(NAMES)
    assert [name for name in NAMES if f"<!-- figures: {name} -->" not in text] == []
