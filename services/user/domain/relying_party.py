"""For whom passkeys are made: a domain, and the pages and apps that may use its passkeys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

_ANDROID_APP: Final = "android:apk-key-hash:"


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """WebAuthn's relying party: `rp_id` is a domain, origins are what browsers say they are at."""

    rp_id: str
    origins: tuple[str, ...]


def relying_party_of(
    public_url: str, *, rp_id: str | None = None, origins: Sequence[str] = ()
) -> RelyingParty:
    """The relying party of the app at this URL, unless said otherwise.

    Raises ValueError for a URL without a host, and for an origin outside of the domain.
    """
    page = urlsplit(public_url)
    if page.scheme not in {"http", "https"} or not page.hostname:
        raise ValueError("public_url must be an address such as https://app.example.org")
    domain = rp_id or page.hostname
    chosen = tuple(origins) or (f"{page.scheme}://{page.netloc}",)
    for origin in chosen:
        if not _may_use(origin, domain):
            raise ValueError(f"passkey_origins: {origin} is no origin at {domain} or below it")
    return RelyingParty(domain, chosen)


def _may_use(origin: str, domain: str) -> bool:
    if origin.startswith(_ANDROID_APP):
        return True
    parts = urlsplit(origin)
    is_origin = parts.scheme in {"http", "https"} and origin == f"{parts.scheme}://{parts.netloc}"
    host = parts.hostname or ""
    return is_origin and (host == domain or host.endswith(f".{domain}"))
