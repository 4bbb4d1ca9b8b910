import os
import subprocess
import sys
from base64 import urlsafe_b64decode

import pytest

from lienthehe.config.keys import NAMES, KeyMissing, read_keys


def test_the_first_start_makes_keys_that_only_their_owner_reads(tmp_path):
    keys = read_keys(tmp_path / "keys", first_start=True)
    files = sorted((tmp_path / "keys").iterdir())
    assert [file.name for file in files] == sorted(f"{name}.key" for name in NAMES)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert {len(urlsafe_b64decode(key)) for key in keys.values()} == {32}
    assert len(set(keys.values())) == len(NAMES)


def test_the_next_start_reads_the_same_keys(tmp_path):
    made = read_keys(tmp_path, first_start=True)
    assert read_keys(tmp_path, first_start=True) == made
    assert read_keys(tmp_path, first_start=False) == made


def test_a_missing_key_is_named_and_not_made_anew(tmp_path):
    read_keys(tmp_path, first_start=True)
    (tmp_path / "pin.key").unlink()
    with pytest.raises(KeyMissing, match=r"pin\.key"):
        read_keys(tmp_path, first_start=False)
    assert not (tmp_path / "pin.key").exists()


def settings_read(tmp_path, **environment):
    """Import the settings in a process of their own; return what it did."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "LIENTHEHE_PRODUCTION")
    }
    folders = {"LIENTHEHE_DATA": str(tmp_path / "data"), "LIENTHEHE_KEYS": str(tmp_path / "keys")}
    return subprocess.run(
        [sys.executable, "-c", "from lienthehe.config.settings import SECRET_KEY; print(SECRET_KEY)"],
        env=clean | folders | {"PYTHONPATH": "src"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_two_starts_have_one_secret(tmp_path):
    first, second = settings_read(tmp_path), settings_read(tmp_path)
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout


def test_a_key_missing_beside_a_database_stops_the_start(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "lienthehe.sqlite3").touch()
    start = settings_read(tmp_path)
    assert start.returncode != 0
    assert "KeyMissing" in start.stderr
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize("database", ["", "postgres://postgres@127.0.0.1:5432/unused"])
def test_production_does_not_start_without_keys(tmp_path, database):
    start = settings_read(
        tmp_path, LIENTHEHE_PRODUCTION="true", LIENTHEHE_HOSTS="clb.example", DATABASE_URL=database
    )
    assert start.returncode != 0
    assert "KeyMissing" in start.stderr
