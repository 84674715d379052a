"""What the documentation names between backticks exists: paths, metrics, settings, operations."""

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from devstack.reference.settings import SERVICES
from operate.settings import Settings as OperatorSettings
from tests.docs.pages import REPOSITORY, Page, all_pages

_CODE = (
    "libs",
    "services",
    "devstack",
    "operate",
    "benchmarks",
    "scripts",
    "firmware/core",
    "firmware/port",
    "firmware/tools",
    "Makefile",
    "pyproject.toml",
)
_GENERATED = REPOSITORY / "docs" / "reference"
_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_CAMEL = re.compile(r"(?:[A-Z][a-z0-9]+){2,}")
_METRIC = re.compile(r"\bmeriggio_[a-z0-9_]+")
_MATCHER = re.compile(r"\b(meriggio_[a-z0-9_]+)\{([^}]*)\}")
_SETTING = re.compile(rf"\bMERIGGIO_({'|'.join(SERVICES).upper()})_([A-Z][A-Z0-9_]*)\b")
_OPERATOR_S = {f"MERIGGIO_{name.upper()}" for name in OperatorSettings.model_fields}
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
_NO_SOURCES = {"", ".", "..", ".meriggio", "build", ".venv"}
"""What is below the last three is made by commands, and may be there or not."""
_OPERATION = re.compile(r"(GET|POST|PUT|DELETE) (/\S*)")
_FOREIGN = re.compile(
    # Words of others: Postgres, NATS, Mosquitto and Prometheus have names of their own.
    r"pg_\w+|max_\w+|sync_interval|num_pending|num_ack_pending|num_redelivered|ack_floor|node_\w+"
    r"|psql|disk_full|last_seq|first_seq|no_space|process_\w+|python_\w+|server_name|store_dir|synchronous_commit|shared_buffers|archive_\w+|idle_in_\w+|pool_mode"
)

pages = pytest.mark.parametrize("page", all_pages(), ids=str)


@pages
def test_paths_exist(page: Page) -> None:
    missing = [name for name in page.names if _names_a_path(page, name) and not _found(page, name)]

    assert missing == []


@pages
def test_names_of_code_exist_in_the_code(page: Page) -> None:
    words = _words_of_the_code()
    named = {name for name in page.names if _SNAKE.fullmatch(name) or _CAMEL.fullmatch(name)}
    unknown = {n for n in named if n not in words and not _FOREIGN.fullmatch(n)}

    assert sorted(name for name in unknown if not _METRIC.fullmatch(name)) == []


@pages
def test_metrics_exist_with_their_labels(page: Page) -> None:
    known = _metrics()

    unknown = {name for name in _METRIC.findall(page.text) if _family(name) not in known}
    assert sorted(name for name in unknown if not name.endswith("_")) == []
    for name, matchers in _MATCHER.findall(page.text):
        labels = set(re.findall(r"(\w+)(?:=|!=|=~|!~)\"", matchers))
        assert labels <= known[_family(name)], f"{page}: {name}{{{matchers}}}"


@pages
def test_operations_exist(page: Page) -> None:
    known = _operations()
    named = {match.groups() for name in page.names if (match := _OPERATION.fullmatch(name))}

    assert (
        sorted((method, path) for method, path in named if _bare(method, path) not in known) == []
    )


@pages
def test_settings_exist(page: Page) -> None:
    named = set(_SETTING.findall(page.text))
    wrong = {
        f"MERIGGIO_{prefix}_{name}"
        for prefix, name in named
        if prefix.lower() in SERVICES and name.lower() not in SERVICES[prefix.lower()].model_fields
    } - _OPERATOR_S

    assert sorted(wrong) == []


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_s_page_names_its_settings_rightly(service: str) -> None:
    page = Page(REPOSITORY / "services" / service / "README.md")
    fields = SERVICES[service].model_fields
    section = re.search(r"^## Settings.*?(?=^## |\Z)", page.text, re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", section[0])) if section else set()

    of_uvicorn = {"FORWARDED_ALLOW_IPS"}
    assert {name for name in named if name.lower() not in fields} <= of_uvicorn
    required = {name.upper() for name, field in fields.items() if field.is_required()}
    assert required <= named or "(config.py)" in page.text


def test_every_dependency_has_its_line_and_every_line_a_dependency() -> None:
    declared = _python_packages() | _npm_packages()
    rows = re.findall(
        r"^\| ([^|]+) \|", (REPOSITORY / "docs/dependencies.md").read_text(), re.MULTILINE
    )
    explained = {
        re.sub(r"\[.*|\(.*", "", word).strip()
        for row in rows
        for word in row.split(",")
        if not word.startswith(("-", "package", "tool"))
    }

    assert declared - explained == set()
    assert explained - declared == {"uv"}, "uv is installed by scripts/bootstrap.py"


def _python_packages() -> set[str]:
    groups = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["dependency-groups"]
    return {
        re.split(r"[=<>~!\[; ]", item)[0]
        for group in groups.values()
        for item in group
        if isinstance(item, str)
    }


def _npm_packages() -> set[str]:
    """Of the app, and those whose schemas the chart is held against."""
    folders = (REPOSITORY / "app", REPOSITORY / "tests/deploy/chart/custom_resources")
    packages = [json.loads((folder / "package.json").read_text()) for folder in folders]
    return {
        name
        for package in packages
        for kind in ("dependencies", "devDependencies")
        for name in package.get(kind, {})
    }


@cache
def _source_files() -> list[Path]:
    tops = [REPOSITORY / name for name in _CODE if (REPOSITORY / name).exists()]
    folders = [path for top in tops if top.is_dir() for path in top.rglob("*")]
    code = [
        path
        for path in (*folders, *tops)
        if path.suffix in {".py", ".sql", ".js", ".toml", ".html", ".c", ".h", ""}
        and path.is_file()
    ]
    return [*code, *(REPOSITORY / "deploy/observability/rules").glob("*.yaml")]


@cache
def _words_of_the_code() -> frozenset[str]:
    texts = (path.read_text(errors="ignore") for path in _source_files())
    return frozenset(word for text in texts for word in re.findall(r"[A-Za-z_][A-Za-z0-9_]*", text))


@cache
def _metrics() -> dict[str, set[str]]:
    """Every metric and its labels, from the generated page."""
    row = re.compile(r"^\| `(meriggio_\w+)` \| \w+ \| ([^|]*) \|", re.MULTILINE)
    text = (_GENERATED / "metrics.md").read_text()
    own = {"job", "instance", "le"}
    return {name: own | set(re.findall(r"`(\w+)`", labels)) for name, labels in row.findall(text)}


def _family(name: str) -> str:
    return re.sub(r"_(bucket|sum|count)$", "", name)


@cache
def _operations() -> frozenset[tuple[str, str]]:
    """Every operation, its parameters without their names."""
    row = re.compile(r"^\| `(GET|POST|PUT|DELETE) (\S+)` \|", re.MULTILINE)
    health = {("GET", path) for path in ("/health/live", "/health/ready", "/metrics")}
    found = row.findall((_GENERATED / "http.md").read_text())
    return frozenset(_bare(method, path) for method, path in found) | health


def _bare(method: str, path: str) -> tuple[str, str]:
    return method, re.sub(r"\{[^}]*\}", "{}", path.split("?", maxsplit=1)[0])


def _candidates(page: Page, name: str) -> Iterator[Path]:
    """What a path may be relative to: the page's folder, its parent, or the repository."""
    yield from (page.path.parent / name, page.path.parent.parent / name, REPOSITORY / name)


def _names_a_path(page: Page, name: str) -> bool:
    """Like a path, and beginning with a folder that exists where it may be meant."""
    if not _PATH.fullmatch(name) or "/" not in name:
        return False
    first = name.split("/", maxsplit=1)[0]
    return first not in _NO_SOURCES and any(p.is_dir() for p in _candidates(page, first))


def _found(page: Page, name: str) -> bool:
    return any(path.exists() for path in _candidates(page, name))
