"""The wheel, as it is published: installed into an empty environment it serves."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.once]

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 30


def built_wheel(folder):
    """Build from a copy: static files are gathered beside the sources."""
    listed = subprocess.check_output(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, text=True
    )
    for name in listed.splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist"]
    subprocess.run(build, cwd=folder, env=without_checkout(), check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    return wheel


def without_checkout():
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHONPATH", "DJANGO_"))
    }


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """Return the folder of programs of an empty environment with the wheel and what it pins."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = built_wheel(folder / "checkout")
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / "bin"
    pip = [programs / "python", "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "-r", ROOT / "requirements" / "app.txt"], check=True)
    subprocess.run([*pip, "--no-deps", wheel], check=True)
    return programs


@contextmanager
def serving(programs, folder):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    places = {
        "LIENTHEHE_DATA": str(folder / "data"),
        "LIENTHEHE_KEYS": str(folder / "keys"),
        "DATABASE_URL": "",
    }
    command = [programs / "lienthehe", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=folder, env=without_checkout() | places) as server:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def fetched(url):
    """Return the answer's body and headers, waiting for the server to start."""
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=START_SECONDS) as answer:
                return answer.read().decode("utf-8"), answer.headers
        except urllib.error.URLError as error:
            if isinstance(error, urllib.error.HTTPError) or time.monotonic() > until:
                raise
            time.sleep(0.1)


def test_the_wheel_serves_from_an_empty_environment(environment, tmp_path):
    with serving(environment, tmp_path) as address:
        assert fetched(f"{address}/healthz")[0] == "alive\n"
        assert fetched(f"{address}/readyz")[0] == "ready\n"
        page, _ = fetched(f"{address}/dang-nhap/")
        assert 'lang="vi"' in page
        sheets = re.findall(r'href="(/static/[^"]+\.css)"', page)
        assert sheets
        for sheet in sheets:
            _, headers = fetched(address + sheet)
            assert "immutable" in headers["Cache-Control"]
