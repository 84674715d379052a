import { fireEvent, screen, waitFor } from "@testing-library/react-native";
import { RefreshControl } from "react-native";

import { community, COMMUNITY_ID } from "@/testing/registry";

import { AddFacilityScreen } from "../screens/AddFacilityScreen";
import { AuditScreen } from "../screens/AuditScreen";
import { EditFacilityScreen } from "../screens/EditFacilityScreen";
import { ExportScreen } from "../screens/ExportScreen";
import { MemberOfficialDataScreen, OfficialDataScreen } from "../screens/OfficialDataScreen";
import { PeopleScreen } from "../screens/PeopleScreen";
import { router } from "../testing/expoRouter";
import { type Asked, problem, renderScreen } from "../testing/renderScreen";
import { FACILITY_ID, facilityOf } from "../testing/samples";
import { ME } from "../testing/sessionProvider";

jest.mock("expo-router", (): object => jest.requireActual("../testing/expoRouter"));
jest.mock("@/session/SessionProvider", (): object =>
  jest.requireActual("../testing/sessionProvider"),
);

const AT = `/facility/${FACILITY_ID}`;

function choose(field: string, option: string) {
  fireEvent.press(screen.getByLabelText(new RegExp(`^${field}: `)));
  fireEvent.press(screen.getByText(option));
}

function type(field: string, text: string) {
  fireEvent.changeText(screen.getByLabelText(field), text);
}

function fillInAConsumer() {
  type("Name", "Casa Olga");
  choose("Region", "Piemonte");
  type("Code of the primary substation", "AC001E00001");
  fireEvent.press(screen.getByText("Next"));
  fireEvent.press(screen.getByText("Consumer"));
  fireEvent.press(screen.getByText("Next"));
  type("Contract power", "3.3");
  choose("Meter", "GEMIS");
  fireEvent.press(screen.getByText("Add the facility"));
}

describe("adding a facility", () => {
  test("in steps, of which a consumer has three (FR5.1)", async () => {
    let sent: Asked | null = null;
    renderScreen(<AddFacilityScreen />, {
      "POST /facility": (asked) => {
        sent = asked;
        return { status: 201, body: facilityOf() };
      },
    });
    fillInAConsumer();
    await waitFor(() => expect(router.replace).toHaveBeenCalledWith(`/facilities/${FACILITY_ID}`));
    expect(sent!.body).toMatchObject({ name: "Casa Olga", maxConsumptionW: 3300 });
    expect(sent!.headers.get("Idempotency-Key")).toMatch(/^\w{24}$/);
  });

  test("a step is not left before its fields are mended, each said at the field (FR5.3)", () => {
    renderScreen(<AddFacilityScreen />, {});
    fireEvent.press(screen.getByText("Next"));
    expect(screen.getAllByText("This is missing.")).toHaveLength(3);
    type("Name", "Casa");
    expect(screen.getAllByText("This is missing.")).toHaveLength(2);
  });

  test("what the server refuses leads back to its field, and nothing typed is lost", async () => {
    renderScreen(<AddFacilityScreen />, {
      "POST /facility": problem(400, "invalid_request", [
        { field: "primarySubstationCode", code: "string_pattern_mismatch", message: "" },
      ]),
    });
    fillInAConsumer();
    expect(await screen.findByText("This does not have the right form.")).toBeTruthy();
    expect(screen.getByLabelText("Name").props["value"]).toBe("Casa Olga");
  });
});

describe("editing a facility", () => {
  test("sends the version that was read (FR6.2)", async () => {
    let sent: Asked | null = null;
    renderScreen(<EditFacilityScreen facilityId={FACILITY_ID} />, {
      [`GET ${AT}`]: { body: facilityOf() },
      [`PUT ${AT}`]: (asked) => {
        sent = asked;
        return { body: facilityOf({ version: 4 }) };
      },
    });
    fireEvent.changeText(await screen.findByLabelText("Name"), "Casa nuova");
    fireEvent.press(screen.getByText("Save the changes"));
    await waitFor(() => expect(router.back).toHaveBeenCalled());
    expect(sent!.headers.get("if-match")).toBe('"3"');
    expect(sent!.body).toMatchObject({ name: "Casa nuova", maxProductionW: 6000 });
  });

  test("what somebody else changed meanwhile is not overwritten", async () => {
    renderScreen(<EditFacilityScreen facilityId={FACILITY_ID} />, {
      [`GET ${AT}`]: { body: facilityOf() },
      [`PUT ${AT}`]: problem(412, "version_differs"),
    });
    await screen.findByLabelText("Name");
    fireEvent.press(screen.getByText("Save the changes"));
    expect(await screen.findByText("Load the settings again")).toBeTruthy();
  });
});

describe("a screen for owners, by its address", () => {
  const SCREENS = {
    edit: <EditFacilityScreen facilityId={FACILITY_ID} />,
    audit: <AuditScreen facilityId={FACILITY_ID} />,
    "official-data": <OfficialDataScreen facilityId={FACILITY_ID} />,
  };

  test.each(Object.entries(SCREENS))("says to a manager whose %s is", async (_path, shown) => {
    const { asked } = renderScreen(shown, {
      [`GET ${AT}`]: { body: facilityOf({ role: "manager" }) },
    });
    expect(await screen.findByText("Only the owners of this facility can enter.")).toBeTruthy();
    expect(screen.queryByText("Save the changes")).toBeNull();
    expect(asked).toEqual([`GET ${AT}`]);
    fireEvent.press(screen.getByText("Go to the facility"));
    expect(router.replace).toHaveBeenCalledWith(`/facilities/${FACILITY_ID}`);
  });

  test("says to others that a member's official data are the representative's", async () => {
    const { asked } = renderScreen(
      <MemberOfficialDataScreen communityId={COMMUNITY_ID} facilityId={FACILITY_ID} />,
      { [`GET /community/${COMMUNITY_ID}`]: { body: community({ role: "member" }) } },
    );
    expect(await screen.findByText("This is the representative's area")).toBeTruthy();
    expect(asked).not.toContain(`GET /energy-data${AT}/official-curve`);
  });
});

describe("who has access", () => {
  const users = {
    body: [
      { userId: ME, facilityId: FACILITY_ID, role: "owner" },
      { userId: "abcdef12-1111-4000-8000-000000000002", facilityId: FACILITY_ID, role: "viewer" },
    ],
  };

  test("an owner invites by mail (FR6.1)", async () => {
    let sent: Asked | null = null;
    renderScreen(<PeopleScreen facilityId={FACILITY_ID} />, {
      [`GET ${AT}`]: { body: facilityOf() },
      [`GET ${AT}/user`]: users,
      [`POST ${AT}/invitation`]: (asked) => {
        sent = asked;
        return { status: 201, body: {} };
      },
    });
    fireEvent.press(await screen.findByText("Send the invitation"));
    expect(screen.getByText(/Enter an email address/)).toBeTruthy();
    expect(sent).toBeNull();
    type("Email", "mario@example.org");
    fireEvent.press(screen.getByText("Send the invitation"));
    await waitFor(() => expect(sent?.body).toEqual({ email: "mario@example.org", role: "viewer" }));
  });

  test("an access is taken away once confirmed; a refusal is said (FR6.3)", async () => {
    const other = "abcdef12-1111-4000-8000-000000000002";
    renderScreen(<PeopleScreen facilityId={FACILITY_ID} />, {
      [`GET ${AT}`]: { body: facilityOf() },
      [`GET ${AT}/user`]: users,
      [`DELETE /user/${other}${AT}`]: problem(409, "last_owner"),
    });
    fireEvent.press(await screen.findByLabelText("Take the access away: User abcdef12"));
    fireEvent.press(await screen.findByText("Take it away"));
    expect(await screen.findByText(/always has an owner/)).toBeTruthy();
  });

  test("who only looks is told who sees it (FR6.4)", async () => {
    const { asked } = renderScreen(<PeopleScreen facilityId={FACILITY_ID} />, {
      [`GET ${AT}`]: { body: facilityOf({ role: "viewer" }) },
    });
    expect(await screen.findByText("Owners and managers see who has access.")).toBeTruthy();
    expect(asked).not.toContain(`GET ${AT}/user`);
  });

  test("what changed meanwhile is asked for anew", async () => {
    const { asked } = renderScreen(<PeopleScreen facilityId={FACILITY_ID} />, {
      [`GET ${AT}`]: { body: facilityOf() },
      [`GET ${AT}/user`]: users,
    });
    await screen.findByText("Send the invitation");
    await screen.findByLabelText("Take the access away: User abcdef12");
    asked.length = 0;
    fireEvent(screen.UNSAFE_getByType(RefreshControl), "refresh");
    await waitFor(() =>
      expect([...asked].sort()).toEqual([`GET ${AT}`, `GET ${AT}/invitation`, `GET ${AT}/user`]),
    );
  });
});

test("an export of a time that cannot be is not asked for", async () => {
  const { asked } = renderScreen(<ExportScreen facilityId={FACILITY_ID} />, {
    [`GET ${AT}`]: { body: facilityOf() },
  });
  await screen.findByText("Download the file");
  choose("Period", "Choose");
  type("From", "30/11/2026");
  type("To (included)", "29/11/2026");
  fireEvent.press(screen.getByText("Download the file"));
  expect(screen.getByText("The end comes before the start.")).toBeTruthy();
  expect(asked).not.toContain(`GET /energy-data${AT}/export`);
});
