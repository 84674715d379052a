"""Rules from TOML files: those of the service, and a folder of the operator's that goes before.

A file is a table: `premium.toml` has editions of `premium`. An edition of the operator's takes the
place of ours that is valid from the same day and is added where there is none; with
`replace = true` at the head of the file, only the operator's editions count.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from services.energy.domain.tariffs.editions import Edition
from services.energy.domain.tariffs.rules import RuleBook, RuleTable
from services.energy.outbound.tariffs.rule_models import MODELS, EditionModel

OWN_RULES: Final = Path(__file__).parents[2] / "rules"


class RuleFileError(ValueError):
    """A rule file cannot be used; the message names the file and the key."""

    def __init__(self, file: Path, key: str, message: str) -> None:
        super().__init__(f"{file}: {key}: {message}" if key else f"{file}: {message}")


def load_rules(overrides: Path | None = None) -> RuleBook:
    """All tables, with an operator's folder before them. Raises RuleFileError, OSError."""
    files = {} if overrides is None else _override_files(overrides)
    tables: dict[str, Any] = {}
    for name, model in MODELS.items():
        own_file = OWN_RULES / f"{name}.toml"
        editions = _Editions(own_file, model)
        if name in files:
            editions.take_over(files[name])
        tables[name] = editions.table()
    return RuleBook(**tables)


def _override_files(folder: Path) -> Mapping[str, Path]:
    if not folder.is_dir():
        raise RuleFileError(folder, "", "is no folder")
    files = {file.stem: file for file in sorted(folder.glob("*.toml"))}
    for name, file in files.items():
        if name not in MODELS:
            raise RuleFileError(file, "", f"no such table; there are {', '.join(MODELS)}")
    return files


class _Editions:
    """The editions of one table, by the day they are valid from."""

    def __init__(self, file: Path, model: type[EditionModel]) -> None:
        self._file = file
        self._model = model
        self._by_day = self._read(file, _parsed(file))

    def take_over(self, file: Path) -> None:
        """Put the operator's before ours."""
        parsed = _parsed(file)
        replace = parsed.pop("replace", False)
        if not isinstance(replace, bool):
            raise RuleFileError(file, "replace", "is true or false")
        editions = self._read(file, parsed)
        self._by_day = editions if replace else {**self._by_day, **editions}
        self._file = file

    def table(self) -> RuleTable[Edition]:
        """In order of time."""
        try:
            return RuleTable(tuple(self._by_day[day] for day in sorted(self._by_day)))
        except ValueError as error:
            raise RuleFileError(self._file, "edition", str(error)) from None

    def _read(self, file: Path, parsed: dict[str, Any]) -> dict[date, Edition]:
        given = parsed.pop("edition", [])
        if parsed:
            raise RuleFileError(file, next(iter(parsed)), "is not known")
        if not isinstance(given, list):
            raise RuleFileError(file, "edition", "is written as [[edition]]")
        by_day: dict[date, Edition] = {}
        for number, one in enumerate(given):
            edition = self._edition(file, number, one)
            if edition.valid_from in by_day:
                raise RuleFileError(file, f"edition.{number}.valid_from", "is taken")
            by_day[edition.valid_from] = edition
        return by_day

    def _edition(self, file: Path, number: int, given: object) -> Edition:
        place = f"edition.{number}"
        try:
            return self._model.model_validate(given).edition()
        except ValidationError as error:
            first = error.errors()[0]
            raise RuleFileError(file, _joined([place, *first["loc"]]), first["msg"]) from None
        except ValueError as error:  # of the domain: "key: what is wrong"
            raise RuleFileError(file, place, str(error)) from None


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleFileError(file, "", str(error)) from None


def _joined(parts: Iterable[object]) -> str:
    return ".".join(str(part) for part in parts)
