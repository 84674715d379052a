"""ETag, If-Match and If-None-Match: nobody overwrites what they have not read."""

from typing import Any

import pytest

from services.community.tests.samples import ANNA, BRUNO
from services.community.tests.unit.edge import HOUSE, SOLARA, Edge


async def send(
    edge: Edge, method: str, path: str, user: Any, body: Any = None, **headers: str
) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await edge.client.request(
        method, path, json=body, headers=edge.issuer.headers(user) | named
    )


async def made(edge: Edge, kind: str) -> tuple[str, Any, dict[str, Any]]:
    """The path of a new facility or community, who may change it, its body."""
    if kind == "facility":
        return f"/facility/{await edge.add_facility(ANNA)}", ANNA, HOUSE
    return f"/community/{await edge.found_community(BRUNO)}", BRUNO, SOLARA


each_kind = pytest.mark.parametrize("kind", ["facility", "community"])


@each_kind
async def test_a_change_of_what_was_read_goes_through(edge: Edge, kind: str) -> None:
    path, user, body = await made(edge, kind)
    read = await send(edge, "GET", path, user)

    changed = await send(edge, "PUT", path, user, body, if_match=read.headers["etag"])
    removed = await send(edge, "DELETE", path, user, if_match=changed.headers["etag"])

    assert read.headers["etag"].startswith('"1.')
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert changed.headers["etag"].startswith('"2.')
    assert removed.status_code == 200


@each_kind
async def test_a_tag_that_a_proxy_marked_as_compressed_names_the_version(
    edge: Edge, kind: str
) -> None:
    path, user, body = await made(edge, kind)
    read = (await send(edge, "GET", path, user)).headers["etag"]
    marked = read[:-1] + '-gzip"'

    changed = await send(edge, "PUT", path, user, body, if_match=marked)
    late = await send(edge, "PUT", path, user, body, if_match=marked)

    assert (changed.status_code, late.status_code) == (200, 412)


@each_kind
async def test_a_change_of_another_version_is_refused(edge: Edge, kind: str) -> None:
    """FR6.3, FR8.3: and the one who comes late is told what to do."""
    path, user, body = await made(edge, kind)
    read = (await send(edge, "GET", path, user)).headers["etag"]
    await send(edge, "PUT", path, user, body | {"name": "Mine"})

    for method, sent in (("PUT", body), ("DELETE", None)):
        late = await send(edge, method, path, user, sent, if_match=read)
        assert (late.status_code, late.json()["code"]) == (412, "version_differs")
        assert "read it again" in late.json()["detail"]

    kept = await edge.get(path, user)
    assert (kept["name"], kept["version"]) == ("Mine", 2)


@each_kind
async def test_without_if_match_the_last_write_wins(edge: Edge, kind: str) -> None:
    path, user, body = await made(edge, kind)
    for name in ("first", "second"):
        await send(edge, "PUT", path, user, body | {"name": name})

    assert (await edge.get(path, user))["name"] == "second"


@pytest.mark.parametrize(
    ("if_match", "status"),
    [
        ("*", 200),
        ('"1"', 200),
        ('"1.0123abcd"', 200),
        ('"9", "1"', 200),
        ('"9"', 412),
        ('W/"1"', 412),
        ('""', 412),
        ('"one"', 412),
        ('"1', 400),
        ("1", 400),
        ("", 400),
        ('"1";"2"', 400),
        ('"' + "1" * 1_000 + '"', 400),
    ],
)
async def test_what_if_match_may_say(edge: Edge, if_match: str, status: int) -> None:
    path, user, body = await made(edge, "facility")

    answer = await send(edge, "PUT", path, user, body, if_match=if_match)

    assert answer.status_code == status, answer.text
    if status == 400:
        assert [error["field"] for error in answer.json()["errors"]] == ["if-match"]


async def test_who_lacks_the_role_is_not_told_the_version(edge: Edge) -> None:
    path, _, body = await made(edge, "facility")

    assert (await send(edge, "PUT", path, BRUNO, body, if_match='"9"')).status_code == 403


@each_kind
async def test_what_is_known_is_not_sent_again(edge: Edge, kind: str) -> None:
    path, user, body = await made(edge, kind)
    tag = (await send(edge, "GET", path, user)).headers["etag"]

    for known in (tag, f'"x", W/{tag}', "*"):
        answer = await send(edge, "GET", path, user, if_none_match=known)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
    await send(edge, "PUT", path, user, body)
    for other in (tag, '"2"', "nonsense", '"'):
        answer = await send(edge, "GET", path, user, if_none_match=other)
        assert (answer.status_code, answer.json()["version"]) == (200, 2)


async def test_a_count_changes_what_is_seen_but_not_the_version(edge: Edge) -> None:
    """A community that a facility joined is sent again; its settings may still be changed."""
    path, user, body = await made(edge, "community")
    tag = (await send(edge, "GET", path, user)).headers["etag"]
    await edge.join(path.removeprefix("/community/"), await edge.add_facility(ANNA))

    seen = await send(edge, "GET", path, user, if_none_match=tag)

    assert (seen.status_code, seen.json()["facilityCount"], seen.json()["version"]) == (200, 1, 1)
    assert (await send(edge, "PUT", path, user, body, if_match=tag)).status_code == 200


@each_kind
async def test_a_new_entity_has_a_tag(edge: Edge, kind: str) -> None:
    body, user = (HOUSE, ANNA) if kind == "facility" else (SOLARA, BRUNO)
    created = await send(edge, "POST", f"/{kind}", user, body)

    read = await send(edge, "GET", created.headers["location"], user)

    assert created.headers["etag"] == read.headers["etag"]
