"""What is kept of a user, all of it (FR2.4): for the export, and until the account is deleted."""

from dataclasses import replace
from datetime import timedelta

from services.engagement.domain.delivery.attempts import DeliveryStatus, after_success
from services.engagement.domain.delivery.endpoint import EndpointKind
from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.notifications.preference import (
    DEFAULT_PREFERENCE,
    CommunityPreference,
)
from services.engagement.ports.personal_data import CallRecord, EndpointTests, PersonalRecords
from services.engagement.tests.contract.books import Books
from services.engagement.tests.contract.examples import call, messages
from services.engagement.tests.contract.reached import claim, new, register, tell
from services.engagement.tests.engine import COMMUNITY, EAGER, at, user_id

ANNA, BRUNO = user_id(0), user_id(1)
NOTHING = PersonalRecords({}, [], None, None)
WINDOW = timedelta(minutes=10)


async def kept_of_both(books: Books) -> None:
    """Something in every table."""
    await register(books, new(1))
    for user in (ANNA, BRUNO):
        await books.preferences.save_general(user, replace(EAGER, mail="always"))
        own = CommunityPreference(wanted=True, surplus_over=True)
        await books.preferences.save_of_community(user, COMMUNITY, own)
        await books.endpoints.admit_test(user, now=at(0), window=WINDOW, maximum=5)
        await books.preferences.end_mail(user)
    await tell(books, users=(0, 1))


async def test_what_no_other_port_tells_is_told_of_that_user_alone(books: Books) -> None:
    assert await books.personal_data.records_of(ANNA) == NOTHING
    await kept_of_both(books)
    [hook] = await claim(books, "webhook")
    await books.queue.finish([after_success(hook, now=at(700))])
    found = await books.personal_data.records_of(ANNA)
    [notification_id] = found.deliveries
    assert notification_id == messages(call(0, users=(0,)))[0].notification_id
    log = await books.queue.log(ANNA, notification_id)
    assert found.deliveries[notification_id] == log
    ways = {way.channel: (way.status, way.label) for way in log or ()}
    assert ways == {
        EndpointKind.LOG_FILE: (DeliveryStatus.PENDING, None),
        EndpointKind.WEBHOOK: (DeliveryStatus.SENT, "Home"),
    }
    plan = call(0).plan
    told = CallRecord(plan.episode_id, COMMUNITY, Outcome.TOLD, plan.at, plan.created_at)
    assert found.calls == [told]
    assert found.endpoint_tests == EndpointTests(at(0), 1)
    assert found.mail_before_end == "always"
    of_bruno = await books.personal_data.records_of(BRUNO)
    assert list(of_bruno.deliveries) != [notification_id]


async def test_of_a_forgotten_user_nothing_is_kept(books: Books) -> None:
    await kept_of_both(books)
    await books.endpoints.forget_endpoints([ANNA])
    await books.inbox.forget([ANNA])
    assert await books.personal_data.records_of(ANNA) == NOTHING
    assert await books.endpoints.of_user(ANNA) == []
    assert await books.inbox.after(ANNA, 0, limit=9) == []
    assert await books.preferences.general(ANNA) == DEFAULT_PREFERENCE
    assert await books.preferences.of_communities(ANNA) == {}
    assert len((await books.personal_data.records_of(BRUNO)).calls) == 1
