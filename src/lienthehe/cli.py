"""The command line of the product: `lienthehe COMMAND`. A new command is one function here and one line in COMMANDS."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from getpass import getpass
from importlib.metadata import version
from uuid import UUID

Options = argparse.Namespace
THREADS = 8
CLUBS_A_LINE = 100
FEW_CLUBS = 300
"""So many have the figures of a month in seconds: the start of `serve` may wait for them."""
BROKEN_PIPE = 141
"""What a shell says of a command that ended so: 128 and the number of SIGPIPE."""
COLLECT_AFTER = 100_000
"""Thousands of rows are made and kept: looking among them for garbage after every 700 took a fifth of the time."""


def serve(options: Options) -> int:
    """Answer browsers until stopped."""
    from waitress import create_server

    from lienthehe.config.wsgi import application

    migrate()
    if options.demo and (code := make_demonstration(if_empty=True)):
        return code
    make_months_if_few()
    try:
        server = create_server(application, host=options.host, port=options.port, threads=THREADS, ident=None)
    except OSError as error:
        return fail(f"{options.host}:{options.port}: {error.strerror} (--port)")
    print(f"Liên Thế Hệ: http://{options.host}:{options.port}/", flush=True)
    server.run()
    return 0


def serve_options(parser: argparse.ArgumentParser) -> None:
    """Where to listen, this machine alone unless told otherwise; and whether to make the demonstration first."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default=8000, type=int)
    parser.add_argument(
        "--demo", action="store_true", help="make the demonstration in a database that is empty"
    )


def make_months_if_few() -> None:
    """Make what clubs lack of their months' figures; where that takes long, say what does it."""
    from django.utils.timezone import localdate
    from django.utils.translation import gettext

    from lienthehe.foundation.months import Month
    from lienthehe.reports.commands.club_months import make_months
    from lienthehe.reports.queries.club_months import clubs_behind
    from lienthehe.web.wording import write_month

    month = Month.of(localdate())
    behind = clubs_behind(month)
    if len(behind) <= FEW_CLUBS:
        make_months(until=month)
        return
    said = gettext("%(clubs)d clubs have no figures of %(month)s yet. They are made by: %(command)s")
    command = "DJANGO_SETTINGS_MODULE=lienthehe.config.settings django-admin make_months"
    print(
        said % {"clubs": len(behind), "month": write_month(month), "command": command},
        file=sys.stderr,
        flush=True,
    )


def places(_options: Options) -> int:
    """Load provinces, districts and communes, before and from 1 July 2025; a second time changes nothing."""
    from django.utils import timezone
    from django.utils.translation import gettext

    from lienthehe.places.commands import load_places

    migrate()
    for line in load_places(at=timezone.now()).lines():
        print(gettext(line.message) % line.values)
    return 0


def places_options(parser: argparse.ArgumentParser) -> None:
    """What to do with the places; there is one thing so far."""
    parser.add_argument("task", choices=["load"])


def demo(options: Options) -> int:
    """Make the demonstration: 16 clubs of Mộc Châu with two years of books, in an empty database."""
    migrate()
    return make_demonstration(until=options.until, seed=options.seed, if_empty=options.if_empty)


def make_demonstration(*, until: str | None = None, seed: int = 1, if_empty: bool) -> int:
    """Make the demonstration up to a month (YYYY-MM); in a database in use, `if_empty`, tell its log-ins again."""
    from django.utils import timezone
    from django.utils.translation import gettext

    from lienthehe.demo.command import demonstrate, remind
    from lienthehe.foundation.months import Month
    from lienthehe.foundation.refusals import Refusal
    from lienthehe.web.wording import write_refusal

    try:
        last = Month.parse(until) if until else None
        if demonstrate(until=last, seed=seed, now=timezone.now()):
            return 0
    except ValueError as error:
        return fail(str(error))
    except Refusal as refusal:
        return fail(write_refusal(refusal))
    if if_empty:
        remind(on=timezone.localdate())
        return 0
    return fail(
        gettext("The database is not empty: the demonstration is made in a new one (LIENTHEHE_DATA).")
    )


def demo_options(parser: argparse.ArgumentParser) -> None:
    """How far it reaches, and from which seed."""
    parser.add_argument("--until", metavar="YYYY-MM", help="the last month, by default the one that is over")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--if-empty", action="store_true", help="make nothing in a database that is in use")


def verify(options: Options) -> int:
    """Recompute every club's books and figures and name what does not agree; with --code, look for a printed book."""
    from django.utils.timezone import localdate

    migrate()
    clubs = clubs_meant(options)
    if options.club and not clubs:
        return 1
    if options.code:
        return find_printed(options.code, clubs)
    return verify_clubs(clubs[localdate().toordinal() % options.one_in :: options.one_in])


def clubs_meant(options: Options) -> list[UUID]:
    """Return all clubs, or the one that was asked for; say so where there is none such."""
    from django.utils.translation import gettext

    from lienthehe.ledger.queries.verification import clubs_to_verify

    clubs = [club for club in clubs_to_verify() if options.club in (None, club)]
    if options.club and not clubs:
        fail(gettext("There is no club %(club)s.") % {"club": options.club})
    return clubs


def find_printed(code: str, clubs: Sequence[UUID]) -> int:
    """Print until which entry a book that ends in this code agrees with what is written now."""
    from django.utils.timezone import localdate
    from django.utils.translation import gettext

    from lienthehe.documents.verification import say_printed

    found = list(say_printed(clubs, code, on=localdate()))
    print(*found or [gettext("No club's books agree with the code %(code)s.") % {"code": code}], sep="\n")
    return 0 if found else 1


def verify_clubs(clubs: Sequence[UUID]) -> int:
    """Print each finding as it is found, on standard error how far it got, and the outcome last."""
    from django.utils.timezone import localdate

    from lienthehe.documents.verification import say_difference, say_finding, say_outcome
    from lienthehe.ledger.queries.verification import missing_triggers, verify_club
    from lienthehe.loans.queries.verification import missing_loan_triggers, verify_loans
    from lienthehe.reports.queries.verification import verify_months

    today, entries, found = localdate(), 0, 0
    for finding in [*missing_triggers(), *missing_loan_triggers()]:
        print(say_finding(finding, on=today))
        found += 1
    for place, club in enumerate(clubs, start=1):
        verified = verify_club(club)
        said = [say_finding(one, on=today) for one in (*verified.findings, *verify_loans(club))]
        said += [say_difference(club, one, on=today) for one in verify_months(club)]
        print(*said, sep="\n", end="\n" if said else "", flush=True)
        entries, found = entries + verified.entries, found + len(said)
        if place % CLUBS_A_LINE == 0:
            print(f"{place}/{len(clubs)}", file=sys.stderr, flush=True)
    print(say_outcome(clubs=len(clubs), entries=entries, found=found))
    return 1 if found else 0


def verify_options(parser: argparse.ArgumentParser) -> None:
    """Which club or how many of them, and the code of a printed book."""
    club_option(parser)
    parser.add_argument(
        "--one-in",
        type=count_of_nights,
        default=1,
        metavar="N",
        help="every Nth club, others each day; all in N days",
    )
    parser.add_argument(
        "--code", help="the code at the end of a printed book: until which entry does it agree?"
    )


def club_option(parser: argparse.ArgumentParser) -> None:
    """Let one club be named."""
    parser.add_argument("--club", type=UUID, help="this club alone; its id stands in its addresses")


def count_of_nights(written: str) -> int:
    """Read a whole number from 1 on; raise ValueError."""
    if (number := int(written)) < 1:
        raise ValueError
    return number


def rebuild(options: Options) -> int:
    """Compute every club's figures anew from its lists and books, and name those that were others."""
    from django.utils.timezone import localdate
    from django.utils.translation import gettext

    from lienthehe.documents.verification import say_difference
    from lienthehe.foundation.months import Month
    from lienthehe.reports.commands.club_months import rebuild_months

    migrate()
    clubs, today, changed = clubs_meant(options), localdate(), 0
    if options.club and not clubs:
        return 1
    for place, club in enumerate(clubs, start=1):
        for one in rebuild_months(club, until=Month.of(today)):
            print(say_difference(club, one, on=today), flush=True)
            changed += 1
        if place % CLUBS_A_LINE == 0:
            print(f"{place}/{len(clubs)}", file=sys.stderr, flush=True)
    said = gettext("%(clubs)d clubs computed anew: %(changed)d figures were others and are right now.")
    print(said % {"clubs": len(clubs), "changed": changed})
    return 1 if changed else 0


def schedule(options: Options) -> int:
    """Print the plan of a loan by its terms; reads no database."""
    from lienthehe.documents.schedules import as_json, as_table, say_refusal
    from lienthehe.foundation.refusals import Refusal
    from lienthehe.loans.rules import schedules, written

    try:
        plan = schedules.schedule(written.read_terms(vars(options)))
    except Refusal as refusal:
        return fail(say_refusal(refusal))
    print(as_json(plan) if options.json else as_table(plan))
    return 0


def schedule_options(parser: argparse.ArgumentParser) -> None:
    """What was agreed: đồng, percent a year, the first day, how many instalments how far apart."""
    for name in ("principal", "annual-rate", "start", "instalments"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--every", default="1m", help="1m, 2w, 15d: months, weeks, days")
    parser.add_argument("--method", default="flat", help="flat, equal-instalments, equal-principal, bullet")
    parser.add_argument(
        "--days", default="30/360", help="30/360, 30/365, actual/360, actual/365, actual/actual"
    )
    parser.add_argument("--round", default="1", help="to 1, 100 or 1000 đồng")
    parser.add_argument("--grace", default="0", help="how many instalments pay no principal")
    parser.add_argument("--level", default="no", help="yes: bring the last instalment close to the others")
    parser.add_argument("--json", action="store_true")


def administrator(options: Options) -> int:
    """Make the first administrator, who lets everybody else in; asks for the password."""
    from django.utils import timezone

    from lienthehe.access.commands import make_first_administrator
    from lienthehe.foundation.refusals import Refusal
    from lienthehe.web.wording import write_refusal

    migrate()
    names = {"full_name": options.full_name, "username": options.username}
    try:
        make_first_administrator(**names, password=getpass(), at=timezone.now())
    except Refusal as refusal:
        return fail(write_refusal(refusal))
    return 0


def administrator_options(parser: argparse.ArgumentParser) -> None:
    """Who the administrator is."""
    parser.add_argument("username")
    parser.add_argument("full_name")


def migrate() -> None:
    """Bring the database up to date; quick when it is."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def fail(message: str) -> int:
    """Say what went wrong; return the exit code for it."""
    print(message, file=sys.stderr)
    return 1


Command = tuple[Callable[[Options], int], Callable[[argparse.ArgumentParser], None]]
COMMANDS: dict[str, Command] = {
    "serve": (serve, serve_options),
    "places": (places, places_options),
    "demo": (demo, demo_options),
    "verify": (verify, verify_options),
    "rebuild": (rebuild, club_option),
    "administrator": (administrator, administrator_options),
    "schedule": (schedule, schedule_options),
}


WITHOUT_DATABASE = {"schedule"}


def read_arguments(arguments: Sequence[str] | None) -> Options:
    """Read the command line; end with a message and exit code 2 where it names no command."""
    parser = argparse.ArgumentParser(prog="lienthehe", description="The books and meetings of village clubs")
    parser.add_argument("--version", action="version", version=version("lienthehe"))
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", required=True)
    for name, (run, add_options) in COMMANDS.items():
        command = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        command.set_defaults(run=run)
        add_options(command)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    options = read_arguments(arguments)
    gc.set_threshold(COLLECT_AFTER, *gc.get_threshold()[1:])
    if options.command not in WITHOUT_DATABASE and (missing := set_up()):
        return fail(missing)
    run: Callable[[Options], int] = options.run
    try:
        code = run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        return leave_unread()
    return code


def set_up() -> str:
    """Make ready for the database; return what is missing for it, "" when nothing is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lienthehe.config.settings")
    import django

    from lienthehe.config.keys import KeyMissing

    try:
        django.setup()
    except KeyMissing as missing:
        return str(missing)
    return ""


def leave_unread() -> int:
    """End quietly when whoever read our lines, such as `head`, has gone; what was to be done is done or undone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE
