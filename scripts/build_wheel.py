"""The wheel carries what would be slow at start-up: static files gathered, named by content and compressed; messages compiled."""

import shutil
import sys
from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "lienthehe"
GATHERED = PACKAGE / "staticfiles"


class WheelContents(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the interface
        """Compile and gather before the files are packed; an editable install needs neither."""
        for file in PACKAGE.glob("locale/*/LC_MESSAGES/*.po"):
            polib.pofile(str(file)).save_as_mofile(str(file.with_suffix(".mo")))
        if version == "editable":
            return
        sys.path.insert(0, str(PACKAGE.parent))
        gather_static_files()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Leave no gathered files in the checkout: they would be served there and grow old."""
        if version != "editable":
            shutil.rmtree(GATHERED)


def gather_static_files() -> None:
    """Write src/lienthehe/staticfiles with whitenoise's manifest, .gz and .br beside each file."""
    import django  # noqa: PLC0415 - only the build needs it
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    storage = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.configure(
        INSTALLED_APPS=["django.contrib.staticfiles"],
        STATIC_URL="/static/",
        STATIC_ROOT=GATHERED,
        STATICFILES_DIRS=[PACKAGE / "web" / "static"],
        STORAGES={"staticfiles": {"BACKEND": storage}},
    )
    django.setup()
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
