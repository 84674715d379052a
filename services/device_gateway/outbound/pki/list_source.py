"""Revocation lists over HTTP; whoever answers, the list's signature decides."""

import time
from typing import Final

import httpx

from services.device_gateway.domain.pki.published_list import LONGEST_LIST_BYTES
from services.device_gateway.ports.list_keeping import OfferedList, SourceAwayError

_ANSWER_S: Final = 5.0
_LONGEST_S: Final = 30.0


class HttpListSource:
    """ListSource."""

    def __init__(self, client: httpx.Client, url: str) -> None:
        self._client = client
        self._url = url

    def fetch(self, known_tag: str | None) -> OfferedList | None:
        headers = {} if known_tag is None else {"If-None-Match": known_tag}
        try:
            with self._client.stream(
                "GET", self._url, headers=headers, timeout=_ANSWER_S
            ) as response:
                if response.status_code == httpx.codes.NOT_MODIFIED and known_tag is not None:
                    return None
                if response.status_code != httpx.codes.OK:
                    raise SourceAwayError(f"{self._url} answers {response.status_code}")
                return OfferedList(_body(response), response.headers.get("ETag"))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SourceAwayError(f"{self._url}: {error!r}") from error


def _body(response: httpx.Response) -> bytes:
    until = time.monotonic() + _LONGEST_S
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) > LONGEST_LIST_BYTES or time.monotonic() > until:
            raise SourceAwayError("too large or too slow for a revocation list")
    return bytes(body)
