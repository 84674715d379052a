import { fireEvent, screen } from "@testing-library/react-native";

import { type DeviceStatus } from "@/api/queries/devices";
import { fakeServer } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";

import { HealthCard } from "../components/HealthCard";
import { ProgressCard } from "../components/ProgressCard";

const mockDismissTo = jest.fn();
jest.mock("expo-router", () => ({ useRouter: () => ({ dismissTo: mockDismissTo }) }));

const device = {
  facilityId: "f1",
  deviceId: "meter-1",
  validFrom: "2026-11-30T10:00:00Z",
  transformationConstant: 1,
  validTo: null,
};

test("once it is associated, the form is not what one comes back to", async () => {
  await renderScreen(<ProgressCard device={device} />, { server: fakeServer({}) });
  fireEvent.press(await screen.findByText("See how it is"));
  expect(mockDismissTo).toHaveBeenLastCalledWith("/facilities/f1/device");
  fireEvent.press(await screen.findByText("Go to the facility"));
  expect(mockDismissTo).toHaveBeenLastCalledWith("/facilities/f1");
});

const STATUS: DeviceStatus = {
  deviceId: "meter-1",
  state: "online",
  since: "2026-11-30T10:00:00Z",
  lastSeenAt: "2026-11-30T10:01:00Z",
  faults: [],
  cadenceS: 900,
  rssiDbm: null,
  uptimeS: null,
  buffered: 0,
  bufferCapacity: null,
  firmware: "1.2.0",
  hardware: "meter-v1",
  clockOffsetMs: null,
  configurationVersion: null,
  reportedAt: "2026-11-30T10:01:00Z",
};

test("what a device does not say is named once, and nothing stands for it", async () => {
  await renderScreen(<HealthCard device={device} status={STATUS} />, { server: fakeServer({}) });
  expect(
    await screen.findByText("The device does not say: Wi-Fi signal · Running for"),
  ).toBeTruthy();
  expect(screen.queryByText("Wi-Fi signal")).toBeNull();
  expect(screen.getByText("1.2.0")).toBeTruthy();
});
