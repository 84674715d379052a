import { fireEvent, screen } from "@testing-library/react-native";

import { fakeServer } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";

import { ProgressCard } from "../components/ProgressCard";

const mockDismissTo = jest.fn();
jest.mock("expo-router", () => ({ useRouter: () => ({ dismissTo: mockDismissTo }) }));

test("once it is associated, the form is not what one comes back to", async () => {
  const device = {
    facilityId: "f1",
    deviceId: "meter-1",
    validFrom: "2026-11-30T10:00:00Z",
    transformationConstant: 1,
    validTo: null,
  };
  await renderScreen(<ProgressCard device={device} />, { server: fakeServer({}) });
  fireEvent.press(await screen.findByText("See how it is"));
  expect(mockDismissTo).toHaveBeenLastCalledWith("/facilities/f1/device");
  fireEvent.press(await screen.findByText("Go to the facility"));
  expect(mockDismissTo).toHaveBeenLastCalledWith("/facilities/f1");
});
