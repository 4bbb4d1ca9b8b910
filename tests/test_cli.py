import json
import os
import socket
import subprocess
import sys
from functools import partial

import pytest

from lienthehe import cli
from lienthehe.places.commands import load_places
from tests.given.officers import PASSWORD
from tests.given.places import excerpt

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("arguments", [["backup"], ["places", "unload"], []])
def test_a_command_that_is_not_there_ends_with_what_there_is(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert "usage: lienthehe" in capsys.readouterr().err


def test_help_lists_every_command_with_what_it_does(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    helped = capsys.readouterr().out
    for name, (run, _) in cli.COMMANDS.items():
        assert name in helped
        assert str(run.__doc__).split()[0] in helped


LOAN = [
    "schedule",
    "--principal",
    "1000000",
    "--annual-rate",
    "12",
    "--start",
    "2026-01-31",
    "--instalments",
    "2",
]


def test_a_loan_s_plan_is_printed_for_people_and_for_programs(capsys):
    assert cli.main(LOAN) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines] == [
        ["Kỳ", "Đến", "hạn", "Gốc", "Lãi", "Dư", "nợ"],
        ["1", "28/02/2026", "500.000", "10.000", "500.000"],
        ["2", "31/03/2026", "500.000", "10.000", "0"],
        ["Cộng", "1.000.000", "20.000"],
    ]
    assert cli.main([*LOAN, "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    first = {"n": 1, "due": "2026-02-28", "principal": 500_000, "interest": 10_000, "balance": 500_000}
    assert plan["instalments"][0] == first


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--every", "1y"], "--every: “1y” không hiểu được. Ghi như 1m, 2w, 15d."),
        (["--start", "31/01/2026"], "--start: “31/01/2026” không hiểu được. Ghi như 2026-01-15."),
        (["--grace", "2"], "Ít nhất một kỳ phải trả gốc: thời gian ân hạn nhiều nhất 1 kỳ."),
    ],
)
def test_terms_that_are_no_loan_are_refused_in_vietnamese(capsys, wrong, said):
    assert cli.main([*LOAN, *wrong]) == 1
    assert said in capsys.readouterr().err


def test_a_loan_s_plan_needs_neither_django_nor_a_database():
    program = f"import sys; from lienthehe.cli import main; main({LOAN!r}); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False, capture_output=True).returncode == 0


def test_a_port_in_use_is_said_in_one_line(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert cli.main(["serve", "--port", str(port)]) == 1
    assert f"127.0.0.1:{port}" in capsys.readouterr().err


def test_loading_places_names_the_holes_and_the_second_time_changes_nothing(capsys, monkeypatch):
    monkeypatch.setattr("lienthehe.places.commands.load_places", partial(load_places, source=excerpt()))
    assert cli.main(["places", "load"]) == 0
    first = capsys.readouterr().out
    assert "Xã Qui Hướng, Huyện Mộc Châu, Tỉnh Sơn La" in first
    assert cli.main(["places", "load"]) == 0
    second = capsys.readouterr().out
    assert second != first
    assert cli.main(["places", "load"]) == 0
    assert capsys.readouterr().out == second


def test_a_reader_who_goes_away_ends_the_command_quietly(monkeypatch):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as unread:
        monkeypatch.setattr("sys.stdout", unread)
        assert cli.main(["verify"]) == cli.BROKEN_PIPE


def test_the_first_administrator_is_made_once(capsys, monkeypatch):
    monkeypatch.setattr(cli, "getpass", lambda: PASSWORD)
    assert cli.main(["administrator", "quan.tri", "Quản trị viên Thử"]) == 0
    assert cli.main(["administrator", "ke.khac", "Kẻ Khác Thử"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
