import os
import socket
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
