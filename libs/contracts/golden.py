"""One example of every event, with every field set: shown in the reference, kept as snapshots."""

from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

import msgspec

from libs.contracts.v1 import (
    dead_letter,
    device,
    live,
    reading,
    registry,
    session,
    surplus,
    user,
    usual,
)

_NOON: Final = datetime(2026, 6, 21, 10, 0, tzinfo=UTC)
_LATER: Final = datetime(2026, 6, 21, 10, 10, 5, 250_000, tzinfo=UTC)
_COMMUNITY: Final = UUID("7f0c7c1e-52b4-4c43-9c0c-6f6f0a1d0001")
_FACILITY: Final = UUID("7f0c7c1e-52b4-4c43-9c0c-6f6f0a1d0002")
_USER: Final = UUID("7f0c7c1e-52b4-4c43-9c0c-6f6f0a1d0003")
_EPISODE: Final = UUID("7f0c7c1e-52b4-4c43-9c0c-6f6f0a1d0004")
_EVENT: Final = UUID("7f0c7c1e-52b4-4c43-9c0c-6f6f0a1d0005")
_SESSION: Final = UUID("7f0c7c1e-52b4-4c43-9c0c-6f6f0a1d0006")
_DEVICES: Final = (
    registry.DeviceInterval(
        device_id="meter-0001", transformation_constant=1.0, valid_from=_NOON, valid_to=_LATER
    ),
)
_COMMUNITIES: Final = (
    registry.CommunityInterval(community_id=_COMMUNITY, valid_from=_NOON, valid_to=_LATER),
)

_FORMER_FACTS: Final = (
    registry.FormerFacts(
        member_type="self-consumer",
        owner_kind="natural-person",
        incentives_reduction=0.25,
        valid_from=datetime(2000, 1, 1, tzinfo=UTC),
        valid_to=_NOON,
    ),
)

EXAMPLES: Final[tuple[msgspec.Struct, ...]] = (
    reading.ReadingReceived(
        device_id="meter-0001",
        measured_at=_NOON,
        received_at=_LATER,
        power_w=-1250.5,
        facility_id=_FACILITY,
        community_id=_COMMUNITY,
        sequence=42,
        import_wh=1_234_567.0,
        export_wh=7_654_321.5,
    ),
    reading.ReadingsReceived(
        device_id="meter-0001",
        received_at=_LATER,
        facility_id=_FACILITY,
        community_id=_COMMUNITY,
        measured_at_us=[1_782_036_000_000_000, 1_782_036_060_000_000],
        power_w=[-1250.5, 300.0],
        sequence=[42, 43],
        import_wh=[1_234_567.0, 1_234_572.0],
        export_wh=[7_654_321.5, None],
        revision=[0, 1],
    ),
    registry.FacilityState(
        facility_id=_FACILITY,
        version=3,
        changed_at=_LATER,
        name="Casa Rossi",
        region="Piemonte",
        primary_substation_code="AC001E00001",
        member_type="self-consumer",
        meter_kind="GEMIS",
        max_consumption_w=3300.0,
        max_production_w=6000.0,
        commissioned_on=date(2023, 5, 4),
        plant_source="photovoltaic",
        regional_bonus=True,
        incentives_reduction=0.0,
        owner_kind="natural-person",
        storage_efficiency=0.88,
        users=(registry.FacilityUser(user_id=_USER, role="owner"),),
        devices=_DEVICES,
        communities=_COMMUNITIES,
        former_facts=_FORMER_FACTS,
    ),
    registry.FacilityRemoved(
        facility_id=_FACILITY,
        version=4,
        changed_at=_LATER,
        region="Piemonte",
        member_type="self-consumer",
        max_production_w=6000.0,
        commissioned_on=date(2023, 5, 4),
        plant_source="photovoltaic",
        regional_bonus=True,
        incentives_reduction=0.0,
        owner_kind="natural-person",
        storage_efficiency=0.88,
        devices=_DEVICES,
        communities=_COMMUNITIES,
        former_facts=_FORMER_FACTS,
    ),
    registry.CommunityState(
        community_id=_COMMUNITY,
        version=1,
        changed_at=_NOON,
        name="CER Borgo San Dalmazzo",
        representative_id=_USER,
        primary_substation_code="AC001E00001",
        market_zone="NORD",
        surplus_policy=registry.SurplusPolicy(holidays=(date(2026, 12, 4),)),
    ),
    registry.CommunityRemoved(community_id=_COMMUNITY, version=2, changed_at=_LATER),
    user.UserConfirmed(
        user_id=_USER,
        version=1,
        occurred_at=_NOON,
        email="ada@example.org",
        name="Ada",
        locale="it",
        time_zone="Europe/Rome",
    ),
    user.UserChanged(
        user_id=_USER,
        version=2,
        occurred_at=_LATER,
        email="ada@example.org",
        name="Ada",
        locale="en",
        time_zone="Europe/Rome",
    ),
    user.UserDeleted(user_id=_USER, version=3, occurred_at=_LATER),
    session.SessionEnded(session_id=_SESSION, ended_at=_LATER),
    device.DeviceProvisioned(
        event_id=_EVENT, device_id="meter-0001", occurred_at=_NOON, serial_number="M-2026-0001"
    ),
    device.DeviceOnline(event_id=_EVENT, device_id="meter-0001", occurred_at=_NOON),
    device.DeviceOffline(event_id=_EVENT, device_id="meter-0001", occurred_at=_NOON),
    device.DeviceFaulted(
        event_id=_EVENT, device_id="meter-0001", occurred_at=_NOON, fault="sensor_clipping"
    ),
    device.DeviceFaultCleared(
        event_id=_EVENT, device_id="meter-0001", occurred_at=_LATER, fault="sensor_clipping"
    ),
    device.DeviceRevoked(event_id=_EVENT, device_id="meter-0001", occurred_at=_NOON),
    surplus.SurplusDetected(
        episode_id=_EPISODE,
        community_id=_COMMUNITY,
        started_at=_NOON,
        detected_at=_LATER,
        excess_w=3200.0,
    ),
    surplus.MembersCalled(
        episode_id=_EPISODE,
        community_id=_COMMUNITY,
        called_at=_LATER,
        excess_w=3200.0,
        told_facility_ids=(_FACILITY,),
        held_out_facility_ids=(_COMMUNITY,),
        number=2,
        spoken_for_w=1500.0,
    ),
    surplus.SurplusUpdated(
        episode_id=_EPISODE,
        community_id=_COMMUNITY,
        started_at=_NOON,
        updated_at=_LATER,
        excess_w=4300.0,
        peak_excess_w=5100.0,
    ),
    surplus.SurplusEnded(
        episode_id=_EPISODE,
        community_id=_COMMUNITY,
        started_at=_NOON,
        ended_at=_LATER,
        peak_excess_w=5100.0,
        reason="silent",
    ),
    surplus.SurplusCorrected(
        episode_id=_EPISODE,
        community_id=_COMMUNITY,
        corrected_at=_LATER,
        is_void=False,
        started_at=_NOON,
        ended_at=_LATER,
        peak_excess_w=5100.0,
        excess_energy_wh=830.5,
    ),
    usual.UsualWithdrawalComputed(
        facility_id=_FACILITY,
        as_of=_NOON,
        workday_w=(210.5, None, *((180.0,) * 22)),
        weekend_w=(None,) * 24,
    ),
    live.BalanceUpdated(
        community_id=_COMMUNITY,
        as_of=_LATER,
        produced_w=9100.0,
        consumed_w=5900.0,
        excess_w=3200.0,
        facilities_fresh=11,
        facilities_total=15,
        surplus_since=_NOON,
        facilities_stale=2,
        facilities_silent=1,
        is_reliable=False,
    ),
    live.FacilityPowerUpdated(
        facility_id=_FACILITY, as_of=_LATER, produced_w=1250.5, consumed_w=0.0
    ),
    live.FacilityWatched(facility_id=_FACILITY),
    live.InboxesChanged(user_ids=(_USER,)),
    dead_letter.DeadLetter(
        reason="unknown_device",
        detail="no facility has the device meter-9999",
        source="energy-data/meter-9999",
        received_at=_LATER,
        payload_excerpt=b'{"deviceId":"meter-9999"}',
        payload_size_bytes=25,
    ),
)
