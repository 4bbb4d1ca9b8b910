"""Messages: extract from the code, merge translations, compile, and refuse when one is missing.

python scripts/messages.py add FILE.json   {"English": "Tiếng Việt"}; a list of texts for plural forms
python scripts/messages.py missing         print the untranslated as JSON to fill in
python scripts/messages.py compile
python scripts/messages.py check           extract anew; fail on missing, fuzzy or forgotten
"""

import fcntl
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "lienthehe"
CATALOGUE = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "django.po"
PLACES = re.compile(r"%\([a-z_]+\)[sd]")


def extract() -> polib.POFile:
    """Bring the catalogue in line with the code, keeping translations; return it."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "django", "makemessages", "-l", "vi", "--no-location", "--no-obsolete"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lienthehe.config.settings",
        "PYTHONPATH": str(PACKAGE.parent),
    }
    subprocess.run([*command, "--ignore=staticfiles", "-v0"], cwd=PACKAGE, env=environment, check=True)
    catalogue = polib.pofile(str(CATALOGUE))
    for entry in catalogue:
        if entry.fuzzy:
            entry.msgstr = ""
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
            entry.flags.remove("fuzzy")
            entry.previous_msgid = entry.previous_msgid_plural = None
    catalogue.metadata = {
        "Language": "vi",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    return catalogue


def merge(catalogue: polib.POFile, texts: dict[str, str | list[str]]) -> list[str]:
    """Put the texts into the catalogue; return those that the code does not use."""
    known = {entry.msgid: entry for entry in catalogue}
    for english, vietnamese in texts.items():
        entry = known.get(english)
        if entry is None:
            continue
        text = vietnamese if isinstance(vietnamese, str) else vietnamese[0]
        if entry.msgid_plural:
            entry.msgstr_plural = {0: text}
        else:
            entry.msgstr = text
    return sorted(set(texts) - set(known))


def faults(catalogue: polib.POFile) -> list[str]:
    """Name what is not translated, and what lost or gained a place for a value."""
    found = []
    for entry in catalogue:
        text = entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr
        if not text:
            found.append(f"not translated: {entry.msgid}")
        elif not set(PLACES.findall(text)) <= set(PLACES.findall(entry.msgid + entry.msgid_plural)):
            found.append(f"unknown place: {entry.msgid}")
    return found


def compile_messages() -> None:
    """Write the .mo beside the .po; without gettext installed."""
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(CATALOGUE.with_suffix(".mo")))


def main(task: str, *files: str) -> int:
    """Run one of the tasks that the module's text lists; return the exit code."""
    if task == "compile":
        compile_messages()
        return 0
    with (PACKAGE / "locale" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = CATALOGUE.read_text(encoding="utf-8") if CATALOGUE.exists() else ""
        catalogue = extract()
        for file in files:
            for unused in merge(catalogue, json.loads(Path(file).read_text(encoding="utf-8"))):
                print(f"not in the code: {unused}", file=sys.stderr)
        catalogue.save(str(CATALOGUE))
        compile_messages()
    if task == "missing":
        print(
            json.dumps({e.msgid: "" for e in catalogue.untranslated_entries()}, ensure_ascii=False, indent=1)
        )
        return 0
    found = faults(catalogue) if task == "check" else []
    if task == "check" and CATALOGUE.read_text(encoding="utf-8") != before:
        found.append("django.po is not what the code says: commit it")
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
