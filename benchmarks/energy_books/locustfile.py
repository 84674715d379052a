"""Members who look at their energy: run by locust, in a process of its own."""

from locust import task

from benchmarks.api.at_work import AtWork, UpAndDown

__all__ = ["MemberLooks", "UpAndDown"]


class MemberLooks(AtWork):
    """At the facility, its last day, the community, its shared energy of the last week."""

    def on_start(self) -> None:
        super().on_start()
        self._facility = f"/energy-data/facility/{self.member.facility_id}"
        self._community = f"/energy-data/community/{self.member.community_id}"

    @task(3)
    def facility(self) -> None:
        self.get(self._facility, "/energy-data/facility/{facilityId}")

    @task(3)
    def last_day(self) -> None:
        self.get(
            f"{self._facility}?resolution=quarter",
            "/energy-data/facility/{facilityId}?resolution=quarter",
        )

    @task(2)
    def community(self) -> None:
        self.get(self._community, "/energy-data/community/{communityId}")

    @task(2)
    def shared_energy(self) -> None:
        self.get(
            f"{self._community}/shared-energy", "/energy-data/community/{communityId}/shared-energy"
        )
