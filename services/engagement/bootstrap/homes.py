"""The homes' topics, where there is a broker for them."""

from services.engagement.bootstrap.foundation import Foundation, Room
from services.engagement.inbound.rounds.home import home_worker
from services.engagement.outbound.channels.home_mqtt import MqttHomeTopics, home_broker
from services.engagement.outbound.notifications.calls import PostgresCallBook
from services.engagement.usecases.delivery.publish_homes import PublishHomes
from services.engagement.usecases.notifications.estimate_end import RecentDays


def build_homes(foundation: Foundation) -> Room:
    """Its worker."""
    settings = foundation.settings
    if settings.home_mqtt_url is None:
        return Room()
    topics = MqttHomeTopics(
        home_broker(
            settings.home_mqtt_url.get_secret_value(),
            prefix=settings.home_topic_prefix,
            discovery_prefix=settings.home_discovery_prefix or None,
        )
    )
    publish = PublishHomes(
        topics,
        foundation.balances,
        foundation.registry,
        ends=RecentDays(PostgresCallBook(foundation.pool)),
        clock=foundation.clock,
    )
    return Room(workers=[home_worker(topics, publish)])
