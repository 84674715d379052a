"""Members who look at their facility and community: run by locust, in a process of its own."""

from locust import task

from benchmarks.api.at_work import AtWork, UpAndDown
from benchmarks.api.settings_entered import FACILITY

__all__ = ["MemberAtWork", "UpAndDown"]


class MemberAtWork(AtWork):
    """Nine times out of ten looks, once changes something; then a pause."""

    def on_start(self) -> None:
        super().on_start()
        self._facility = f"/facility/{self.member.facility_id}"
        self._community = f"/community/{self.member.community_id}"

    @task(3)
    def facilities(self) -> None:
        self.get("/user/facility")

    @task(2)
    def facility(self) -> None:
        self.get(self._facility, "/facility/{facilityId}")

    @task(2)
    def community(self) -> None:
        self.get(self._community, "/community/{communityId}")

    @task(2)
    def members(self) -> None:
        self.get(f"{self._community}/facility", "/community/{communityId}/facility")

    @task(1)
    def change_facility(self) -> None:
        self.client.put(
            self._facility, name="PUT /facility/{facilityId}", json=FACILITY, headers=self.headers
        )
