"""Requests made up from a service's description, and whether the answers are as it says.

schemathesis makes requests that fit the description and requests that do not; some are about the
caller's own things, so that they get further than "not found".
"""

import ipaddress
from collections import Counter
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.operation import Operation, descriptions

Token = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Own:
    """Ids of the caller's for paths; a body that fits where a description says too little."""

    ids: Mapping[str, str]
    body: Any


_CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
_TIMEOUT_S: Final = 20
_ADDRESSES: Final = st.integers(0, 2**32 - 1).map(lambda one: str(ipaddress.IPv4Address(one)))


class Conformance:
    """Asks one service, without the edge between: where it says nothing of a status, nobody does.

    Every request comes from an address of its own, or the limits by address would answer most.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._http = requests.Session()
        self._http.trust_env = False

    def check(self, operation: Operation, *, own: Own, token: Token, examples: int) -> Counter[int]:
        """How often each status was the answer.

        Raises an exception group of what does not conform, with the smallest such request.
        """
        answered: Counter[int] = Counter()

        @settings(
            max_examples=examples,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=_cases(operation, own), address=_ADDRESSES)
        def ask(case: Any, address: str) -> None:
            headers = {"Authorization": f"Bearer {token()}", "X-Forwarded-For": address}
            answer = case.call(
                base_url=self._url, headers=headers, session=self._http, timeout=_TIMEOUT_S
            )
            answered[answer.status_code] += 1
            case.validate_response(answer, checks=_CHECKS)

        ask()
        return answered


@cache
def _schema(service: str) -> Any:
    return schemathesis.openapi.from_dict(deepcopy(dict(descriptions()[service])))


def _cases(operation: Operation, own: Own) -> st.SearchStrategy[Any]:
    """Half of them about the caller's own things, if the operation is about any; some wrong."""
    described = _schema(operation.service)[operation.path][operation.method.upper()]
    ids = {name: own.ids[name] for name in operation.parameters("path") if name in own.ids}
    fitting = described.as_strategy(GenerationMode.POSITIVE)
    about_own = described.as_strategy(GenerationMode.POSITIVE, path_parameters=ids)
    kinds = [fitting, about_own, about_own] if ids else [fitting]
    if own.body:
        fixed = {"path_parameters": ids, "body": own.body, "media_type": operation.media_type}
        kinds.append(described.as_strategy(GenerationMode.POSITIVE, **fixed))
    if operation.takes_more_than_ids:
        kinds.append(described.as_strategy(GenerationMode.NEGATIVE, path_parameters=ids))
    elif operation.takes_anything:
        kinds.append(described.as_strategy(GenerationMode.NEGATIVE))
    return st.one_of(kinds)
