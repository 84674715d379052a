import { fireEvent, screen } from "@testing-library/react-native";

import { communityRoutes } from "@/live/testing/builders";
import { fakeServer, problem, type Routes } from "@/testing/fakeServer";
import { facility, HOUSE_ID, ROOF_ID } from "@/testing/registry";
import { renderScreen } from "@/testing/renderScreen";
import { dictionary } from "@/texts/dictionary";

import { firstSteps } from "../logic/firstSteps";
import { NowScreen } from "../screens/NowScreen";

const mockRouter = { push: jest.fn(), setParams: jest.fn() };
jest.mock("expo-router", () => ({
  useRouter: () => mockRouter,
  useIsFocused: () => true,
  useLocalSearchParams: () => ({}),
}));

const words = dictionary.en.now;

async function show(facilities: Routes[string]) {
  const server = fakeServer(
    communityRoutes({ "GET /user/community": { body: [] }, "GET /user/facility": facilities }),
  );
  await renderScreen(<NowScreen />, { server });
}

test("steps are done one after the other, each where it is done", () => {
  const device = {
    deviceId: "d",
    facilityId: HOUSE_ID,
    transformationConstant: 1,
    validFrom: "2026-11-01T00:00:00Z",
  };
  expect(firstSteps([]).map(({ isDone, to }) => [isDone, to])).toEqual([
    [false, "/facilities/new"],
    [false, null],
    [false, null],
  ]);
  expect(firstSteps([facility({ device })]).map(({ isDone, to }) => [isDone, to])).toEqual([
    [true, "/facilities/new"],
    [true, `/facilities/${HOUSE_ID}/device/associate`],
    [false, `/facilities/${HOUSE_ID}/community`],
  ]);
  const two = firstSteps([facility(), facility({ facilityId: ROOF_ID })]);
  expect(two.map(({ to }) => to).slice(1)).toEqual(["/facilities", "/facilities"]);
});

test("whoever has just come sees them, and the next one is a press away", async () => {
  await show({ body: [] });
  expect(await screen.findByText(words.stepsText)).toBeVisible();
  expect(screen.getAllByText(words.stepLater)).toHaveLength(2);
  fireEvent.press(screen.getByRole("link", { name: new RegExp(words.step.facility) }));
  expect(mockRouter.push).toHaveBeenLastCalledWith("/facilities/new");
});

test("what is done is ticked", async () => {
  await show({ body: [facility()] });
  expect(await screen.findByText(words.stepsDone(1))).toBeVisible();
  expect(screen.getByText(words.stepDone)).toBeVisible();
});

test("put away they do not come back, and what is missing is said all the same", async () => {
  await show({ body: [] });
  fireEvent.press(await screen.findByRole("button", { name: words.hideSteps }));
  expect(await screen.findByText(words.noCommunity)).toBeVisible();
  expect(screen.queryByText(words.stepsTitle)).toBeNull();
});

test("while one's facilities cannot be known, no step is said to be missing", async () => {
  await show({ status: 403, body: problem("forbidden") });
  expect(await screen.findByRole("button", { name: dictionary.en.live.tryAgain })).toBeVisible();
  expect(screen.queryByText(words.stepsTitle)).toBeNull();
  expect(screen.queryByText(words.noCommunity)).toBeNull();
});
