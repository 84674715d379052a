import { onlineManager } from "@tanstack/react-query";
import { act, fireEvent, screen, waitFor } from "@testing-library/react-native";

import { FacilitiesScreen } from "../screens/FacilitiesScreen";
import { FacilityScreen } from "../screens/FacilityScreen";
import { router } from "../testing/expoRouter";
import { type Answers, problem, renderScreen } from "../testing/renderScreen";
import { energyOf, FACILITY_ID, facilityOf } from "../testing/samples";

jest.mock("expo-router", (): object => jest.requireActual("../testing/expoRouter"));
jest.mock("@/session/SessionProvider", (): object =>
  jest.requireActual("../testing/sessionProvider"),
);

const AT = `/facility/${FACILITY_ID}`;
const ENERGY = `/energy-data/facility/${FACILITY_ID}`;
const EMPTY_HISTORY = {
  from: "2026-11-30T00:00:00Z",
  to: "2026-12-01T00:00:00Z",
  resolution: "quarter",
  basis: "measured",
  timeZone: "Europe/Rome",
  units: {},
  asOf: null,
  gaps: [],
  history: [],
};

describe("the list", () => {
  test("while nothing is known it is loading", () => {
    renderScreen(<FacilitiesScreen />, { "GET /user/facility": "silence" });
    expect(screen.getAllByLabelText("Loading…").length).toBeGreaterThan(0);
  });

  test("without any facility it says what to do next (use case Monitor facility)", async () => {
    renderScreen(<FacilitiesScreen />, {});
    expect(await screen.findByText("No facility yet")).toBeTruthy();
    fireEvent.press(screen.getByText("Add a facility"));
    expect(router.push).toHaveBeenCalledWith("/facilities/new");
  });

  test("a failure can be tried again", async () => {
    let count = 0;
    renderScreen(<FacilitiesScreen />, {
      "GET /user/facility": () => (++count === 1 ? problem(500, "internal_error") : {}),
    });
    fireEvent.press(await screen.findByText("Try again"));
    expect(await screen.findByText("No facility yet")).toBeTruthy();
  });

  test("each facility says what it does at this moment (FR3.1)", async () => {
    renderScreen(<FacilitiesScreen />, {
      "GET /user/facility": { body: [facilityOf()] },
      [`GET ${ENERGY}`]: { body: energyOf() },
    });
    expect(await screen.findByText("1.2 kW")).toBeTruthy();
    expect(screen.getByText("Drawing from the grid · no device")).toBeTruthy();
  });

  test("an invitation is accepted there", async () => {
    const { asked } = renderScreen(<FacilitiesScreen />, {
      "GET /user/invitation": {
        body: [
          {
            invitationId: "i1",
            facilityId: FACILITY_ID,
            role: "viewer",
            invitedBy: "u",
            invitedAt: "2026-11-29T10:00:00Z",
            expiresAt: "2026-12-13T10:00:00Z",
            facilityName: "Casa Mario",
          },
        ],
      },
      "POST /user/invitation/i1/accept": { body: { userId: "u", facilityId: "f", role: "viewer" } },
    });
    expect(await screen.findByText("Casa Mario, as viewer")).toBeTruthy();
    fireEvent.press(screen.getByText("Accept"));
    await waitFor(() => expect(asked).toContain("POST /user/invitation/i1/accept"));
  });
});

describe("a facility", () => {
  const ready: Answers = {
    [`GET ${AT}`]: { body: facilityOf() },
    [`GET ${ENERGY}`]: { body: energyOf() },
    [`GET ${ENERGY}/history`]: { body: EMPTY_HISTORY },
  };

  test("shows power, the last 24 hours, and what there is no data of", async () => {
    renderScreen(<FacilityScreen facilityId={FACILITY_ID} />, ready);
    expect(await screen.findByText("Casa Olga")).toBeTruthy();
    expect(await screen.findByText("8.2 kWh", { exact: false })).toBeTruthy();
    expect(await screen.findByText("There are no readings for this period.")).toBeTruthy();
    expect(screen.getByText("37% of the contract's 3.3 kW", { exact: false })).toBeTruthy();
  });

  test("the power of a silent device is not told as the present one", async () => {
    const old = new Date(Date.now() - 3_600_000).toISOString();
    renderScreen(<FacilityScreen facilityId={FACILITY_ID} />, {
      ...ready,
      [`GET ${ENERGY}`]: { body: energyOf({ asOf: old }) },
    });
    expect(await screen.findByText("The device is silent")).toBeTruthy();
    expect(screen.queryByText("1.2 kW")).toBeNull();
  });

  test("offline it says so, and keeps what it knows", async () => {
    renderScreen(<FacilityScreen facilityId={FACILITY_ID} />, ready);
    await screen.findByText("Casa Olga");
    act(() => onlineManager.setOnline(false));
    expect(await screen.findByText(/You are offline/)).toBeTruthy();
    expect(screen.getByText("Casa Olga")).toBeTruthy();
    act(() => onlineManager.setOnline(true));
  });

  test("is removed after its consequences were confirmed, and not before (FR5.2)", async () => {
    const { asked } = renderScreen(<FacilityScreen facilityId={FACILITY_ID} />, {
      ...ready,
      [`DELETE ${AT}`]: {
        body: { facilityId: FACILITY_ID, deviceReleased: null, communityLeft: null },
      },
    });
    fireEvent.press(await screen.findByText("Remove the facility"));
    expect(await screen.findByText("For 30 days you can restore it, with its users.")).toBeTruthy();
    fireEvent.press(screen.getByText("Cancel"));
    expect(asked).not.toContain(`DELETE ${AT}`);
    fireEvent.press(screen.getByText("Remove the facility"));
    fireEvent.press(await screen.findByText("Remove"));
    await waitFor(() => expect(router.dismissTo).toHaveBeenCalledWith("/facilities"));
    expect(asked).toContain(`DELETE ${AT}`);
  });

  test("a refusal is said where it was asked (FR5.4)", async () => {
    renderScreen(<FacilityScreen facilityId={FACILITY_ID} />, {
      ...ready,
      [`DELETE ${AT}`]: problem(403, "not_owner"),
    });
    fireEvent.press(await screen.findByText("Remove the facility"));
    fireEvent.press(await screen.findByText("Remove"));
    expect(await screen.findByText("Only an owner of the facility may do this.")).toBeTruthy();
  });

  test("who only looks has no way to change it, but one to give it up", async () => {
    renderScreen(<FacilityScreen facilityId={FACILITY_ID} />, {
      ...ready,
      [`GET ${AT}`]: { body: facilityOf({ role: "viewer" }) },
    });
    expect(await screen.findByText("Give up my access")).toBeTruthy();
    expect(screen.queryByText("Remove the facility")).toBeNull();
    expect(screen.queryByText("Edit the settings")).toBeNull();
  });
});
