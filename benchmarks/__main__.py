"""python -m benchmarks [NAME …] [--on sqlite|postgresql] [--quick]: measure, print, write into benchmarks/README.md."""

import argparse
import re
import sys
from pathlib import Path

from benchmarks.databases import POSTGRESQL, SQLITE, engines
from benchmarks.figures import Table
from benchmarks.running import machine, run

NAMES = ("meeting", "thousand", "pages", "portfolio", "process", "places_load")
README = Path(__file__).with_name("README.md")


def main() -> int:
    """Run the benchmarks asked for, one after the other."""
    options = _options()
    measured = machine()
    answering = engines()
    for name in options.names or NAMES:
        tables = [run(name, one, quick=options.quick) for one in options.on or answering]
        written = _markdown(tables)
        print(f"{name}\n{written}\n", flush=True)
        if not options.quick and not options.on:
            _write(name, f"{measured}\n\n{written}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"one or more of {', '.join(NAMES)}; all by default"
    )
    parser.add_argument(
        "--on", action="append", choices=[SQLITE, POSTGRESQL], help="this engine alone; writes no table"
    )
    parser.add_argument(
        "--quick", action="store_true", help="see that everything runs: small, writes no table"
    )
    options = parser.parse_args()
    if unknown := set(options.names) - set(NAMES):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}")
    return options


def _markdown(tables: list[tuple[str, Table]]) -> str:
    """Return the tables of both engines as one; the heads are those of the first."""
    heads = ("engine", *tables[0][1].heads)
    rows = [(engine, *row) for engine, table in tables for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


def _write(name: str, figures: str) -> None:
    """Replace what stands between the benchmark's marks in the README."""
    text = README.read_text(encoding="utf-8")
    marks = re.compile(rf"(?<=<!-- figures: {name} -->\n).*?(?=<!-- end -->)", re.DOTALL)
    assert marks.search(text), name
    README.write_text(marks.sub(lambda _: f"{figures}\n", text, count=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
