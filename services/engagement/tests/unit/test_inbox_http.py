"""The inbox over HTTP: filtered, paged, read (FR4.2)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from services.engagement.tests.engine import (
    COMMUNITY,
    EAGER,
    reading,
    surplus_readings,
    user_id,
)
from services.engagement.tests.unit.edge import MEMBER, Edge


async def test_the_inbox_is_filtered_and_all_of_it_read(edge: Edge) -> None:
    edge.engine.fold.fold(surplus_readings(0, 12))
    await edge.engine.write_down()
    for query, count in {
        "kind=surplus_detected": 1,
        "kind=surplus_over": 0,
        f"communityId={COMMUNITY}": 1,
        f"communityId={UUID(int=1)}": 0,
    }.items():
        assert len((await edge.get(f"/notification?{query}")).json()) == count
    [notification] = (await edge.get("/notification")).json()
    assert notification["shortBody"].startswith("Prato: ")
    for _ in range(2):
        assert (await edge.call("POST", "/notification/read-all", MEMBER)).status_code == 204
    assert (await edge.get("/notification/unread-count")).json() == {"unreadCount": 0}
    assert (await edge.get("/notification/unread-count", 1)).json() == {"unreadCount": 1}


async def test_the_inbox_goes_on_where_the_last_page_ended(edge: Edge) -> None:
    both = replace(EAGER, surplus_over=True)
    await edge.engine.books.save_general(user_id(MEMBER), both)
    edge.engine.fold.fold([*surplus_readings(0, 12), reading(0, 780, 0), reading(0, 840, 0)])
    await edge.engine.write_down()
    whole = (await edge.get("/notification")).json()
    assert len(whole) == 2
    first = await edge.get("/notification?limit=1&unread=true")
    link = first.headers["link"]
    assert link.startswith("<?limit=1&unread=true&cursor=")
    query = link.removeprefix("<").partition(">")[0]
    second = await edge.get(f"/notification{query}")
    assert [*first.json(), *second.json()] == whole
    assert "link" not in second.headers
    wrong = await edge.get("/notification?cursor=x")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "invalid_cursor")


async def test_the_inbox_is_paged_by_time(edge: Edge) -> None:
    edge.engine.fold.fold(surplus_readings(0, 12))
    await edge.engine.write_down()
    [notification] = (await edge.get("/notification?limit=1")).json()
    created_at = notification["createdAt"]
    assert (await edge.get(f"/notification?before={created_at}")).json() == []
    later = edge.engine.clock.now() + timedelta(seconds=1)
    params = later.isoformat().replace("+00:00", "Z")
    assert len((await edge.get(f"/notification?before={params}")).json()) == 1


async def test_an_notification_not_found_is_a_404(edge: Edge) -> None:
    answer = await edge.call("PUT", f"/notification/{UUID(int=1)}/read", MEMBER)
    assert (answer.status_code, answer.json()["code"]) == (404, "notification_not_found")
