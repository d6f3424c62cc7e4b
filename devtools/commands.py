"""The commands of dev.py."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from collections.abc import Sequence

from devtools import node, processes, stages
from devtools.environment import DEV, RUNTIME, Environment, SetupFailed, say, set_up

DESCRIPTION = "Set up, run and test Handoff. Everything goes into .venv; nothing else on the system is needed to run."
DEFAULT_PORT = 8000


def main(arguments: Sequence[str]) -> int:
    processes.stop_on_signals()
    environment = Environment()
    try:
        return dispatch(environment, list(arguments))
    except SetupFailed as problem:
        say(str(problem))
        return 1


def dispatch(environment: Environment, arguments: list[str]) -> int:
    if arguments[:1] == ["manage"]:  # before argparse, which would take manage.py's own options for itself
        return manage(environment, arguments[1:])
    options, rest = parse(arguments)
    if options.command == "run":
        return run(environment, options.port)
    if options.command == "test":
        return test(environment, options, rest)
    if options.command == "audit":
        set_up(environment, RUNTIME)
        return stages.audit(environment)
    set_up_for_development(environment)
    say("Ready: python3 dev.py run, python3 dev.py test")
    return 0


def set_up_for_development(environment: Environment) -> None:
    set_up(environment, RUNTIME, DEV)
    node.set_up(environment)


def parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """The options, and for the command test what is left for pytest."""
    parser = build_parser()
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command != "test":
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return options, rest


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description=DESCRIPTION, allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("setup", help="make .venv and install what running and testing need")
    run_parser = commands.add_parser("run", help="the product and the demo shop, on SQLite, with no key")
    run_parser.add_argument("--port", type=port, default=DEFAULT_PORT, help="the demo shop takes the next one")
    add_test_parser(commands)
    commands.add_parser(
        "audit", help="faults in the code, known vulnerabilities, overdue components, licences, the bill of materials"
    )
    commands.add_parser("manage", help="manage.py inside .venv; all further arguments are its own", add_help=False)
    return parser


def add_test_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    usage = "dev.py test [--long] [--only {checks,sqlite,postgres}] [pytest arguments]"
    parser = commands.add_parser("test", help="every check and test, browser included", usage=usage, allow_abbrev=False)
    parser.add_argument("--long", action="store_true", help="also the long campaigns, up to an hour")
    parser.add_argument("--only", choices=stages.PARTS, help="one part instead of all")


def port(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 65534:  # the next one must exist too
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65534")
    return number


def run(environment: Environment, number: int) -> int:
    set_up(environment, RUNTIME)
    for wanted in (number, number + 1):
        require_free(wanted)
    python = str(environment.python)
    if subprocess.run([python, "manage.py", "migrate", "--verbosity", "0"], cwd=environment.root).returncode:
        raise SetupFailed("The database could not be migrated; the reason is above.")
    shop = f"http://127.0.0.1:{number + 1}/"
    environ = {"DEBUG": "1", **os.environ, "STAND_IN_URL": f"{shop}stand-in", "DEMO_SHOP_URL": shop}
    return processes.run([python, "manage.py", "rundemo", "--port", str(number)], environment.root, environ)


def require_free(number: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError as problem:
            raise SetupFailed(
                f"Port {number} cannot be used ({problem.strerror}). Another one: dev.py run --port 8010"
            ) from None


def test(environment: Environment, options: argparse.Namespace, pytest_arguments: list[str]) -> int:
    set_up_for_development(environment)
    return stages.run_all(environment, options.only, options.long, pytest_arguments)


def manage(environment: Environment, arguments: list[str]) -> int:
    """In place of this process, so that a terminal, signals and the exit code are manage.py's own."""
    set_up(environment, RUNTIME)
    os.chdir(environment.root)
    sys.stdout.flush()
    os.execv(environment.python, [str(environment.python), "manage.py", *arguments])
