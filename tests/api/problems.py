"""Answers that are problems (RFC 9457)."""

import re
from typing import Any, Final

import httpx

_CODE: Final = re.compile(r"[a-z][a-z0-9_]+")


def problem_of(answer: httpx.Response) -> dict[str, Any]:
    """The answer as a problem. Raises AssertionError when it is none, or lacks something."""
    told = f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text[:200]}"
    assert answer.headers.get("Content-Type") == "application/problem+json", told
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == answer.status_code, told
    assert _CODE.fullmatch(problem["code"]), told
    assert problem["title"], told
    assert problem["detail"], told
    return problem


def fields_of(problem: dict[str, Any]) -> set[str]:
    """The fields that the problem names."""
    return {error["field"] for error in problem["errors"]}
