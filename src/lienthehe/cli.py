"""The command line: `lienthehe serve | demo | verify | places`."""

import os
import sys


def main() -> int:
    """Run one command of the product; return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lienthehe.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
    return 0
