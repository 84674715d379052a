"""Statuses and citations of requirements agree."""

import re

from devstack.reference.requirement import ALL, Status
from devstack.reference.requirement_coverage import REPOSITORY, citations, unknown_citations


def test_identifiers_are_unique() -> None:
    identifiers = [requirement.identifier for requirement in ALL]

    assert len(identifiers) == len(set(identifiers))


def test_what_is_done_is_cited_by_a_test() -> None:
    cited = citations(REPOSITORY)

    done = {r.identifier for r in ALL if r.status is Status.DONE}
    assert sorted(done - set(cited)) == []


def test_what_is_not_done_says_what_is_missing() -> None:
    assert [r.identifier for r in ALL if bool(r.missing) == (r.status is Status.DONE)] == []


def test_tests_cite_only_requirements_that_exist() -> None:
    assert unknown_citations(REPOSITORY) == {}


def test_the_changelog_names_the_version_in_work() -> None:
    changelog = (REPOSITORY / "CHANGELOG.md").read_text()

    assert re.search(r"^## \[(Unreleased|\d+\.\d+\.\d+)\]", changelog, re.MULTILINE)
