"""`meriggio`: its groups of commands, what holds for all of them, and how it ends."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from libs.chassis.telemetry import configure_telemetry
from libs.chassis.version import VERSION
from operate import say
from operate.commands import (
    certificates,
    copies,
    curves,
    dead_letters,
    export,
    health,
    keys,
    pki,
    prices,
    projections,
    representative,
    streams,
)
from operate.failures import EXPECTED, MEANINGS, Exit, OperateError, explained
from operate.settings import FOLDER_VARIABLE, Settings, is_secret, read_settings

_CODES: Final = "\n".join(f"  {code.value:>3}  {text}" for code, text in MEANINGS.items())
_ABOUT: Final = f"""\
Administer a running Meriggio: see what is well, mend what is not.

Answers go to standard output, with --json in a stable shape; progress, questions and errors go to
standard error. What destroys asks first: --yes answers, --dry-run only shows.

\b
Settings come from, the first that has one:
  flags        those below, before the command; never for secrets
  environment  MERIGGIO_NATS_URL and so on, the services' own names
  files        of the same names, in --settings FOLDER ({FOLDER_VARIABLE},
               /run/secrets where it is); `make demo` fills .meriggio/operator

\b
Exit codes:
{_CODES}
"""


def _settings_flags(command: click.Group) -> click.Group:
    for name, field in reversed(Settings.model_fields.items()):
        if not is_secret(name):
            flag = click.Option(
                [f"--{name.replace('_', '-')}"],
                metavar="URL",
                help=f"{field.description} ({field.default or 'not asked'})",
            )
            command.params.insert(1, flag)
    return command


@click.group(
    "meriggio",
    help=_ABOUT,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--settings",
    "folder",
    type=click.Path(path_type=Path),
    envvar=FOLDER_VARIABLE,
    metavar="FOLDER",
    help="Files that hold settings.",
)
@click.version_option(VERSION, message="%(prog)s %(version)s")
@click.pass_context
def _root(context: click.Context, /, folder: Path | None, **given: Any) -> None:
    told = {name: value for name, value in given.items() if value is not None}
    # Read when a command runs: --help works without any.
    context.obj = lambda: read_settings(folder, told)


root: Final[click.Group] = _settings_flags(_root)
for _module in (
    *(health, streams, dead_letters, projections, copies, pki, certificates, keys),
    *(representative, prices, curves, export),
):
    root.add_command(_module.group)


def main() -> int:
    """Run what the process was given, and return the exit code."""
    level = os.environ.get("MERIGGIO_LOG_LEVEL", "error")
    configure_telemetry(
        service="meriggio", log_level=level, log_format="console", otlp_endpoint=None
    )
    return run(sys.argv[1:])


def run(given: Sequence[str]) -> int:
    """The same with the command line given."""
    try:
        code = root.main(args=given, prog_name="meriggio", standalone_mode=False)
    except click.ClickException as error:
        error.show(sys.stderr)
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        say.note("interrupted")
        return Exit.INTERRUPTED
    except (OperateError, *EXPECTED) as error:
        return _told(explained(error))
    except BaseExceptionGroup as group:
        return _told(_first_of(group))
    return code if isinstance(code, int) else Exit.DONE


def _first_of(group: BaseExceptionGroup[BaseException]) -> OperateError:
    known, unknown = group.split((OperateError, *EXPECTED))
    if unknown is not None or known is None:
        raise group
    first: BaseException = known
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    return explained(first)


def _told(error: OperateError) -> int:
    say.note(f"error: {error}")
    if error.hint:
        say.note(f"hint: {error.hint}")
    return error.exit_code
