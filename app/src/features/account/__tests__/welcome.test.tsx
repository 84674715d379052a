import AsyncStorage from "@react-native-async-storage/async-storage";
import { fireEvent, screen, waitFor } from "@testing-library/react-native";

import { fakeServer } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";
import { dictionary } from "@/texts/dictionary";

import { WelcomeScreen } from "../screens/WelcomeScreen";

const mockRouter = { push: jest.fn() };
jest.mock("expo-router", () => ({ useRouter: () => mockRouter }));

const { en, it: italian } = dictionary;

async function show() {
  await renderScreen(<WelcomeScreen />, { server: fakeServer({}) });
  await screen.findByText(en.account.slogan);
}

async function kept(): Promise<unknown> {
  return JSON.parse((await AsyncStorage.getItem("meriggio.preferences")) ?? "{}");
}

test("says what the app does, asks for and shows to whom", async () => {
  await show();
  const { now, asks, yours } = en.account.welcomePoints;
  for (const title of [now, asks, yours]) {
    expect(screen.getByRole("heading", { name: title })).toBeVisible();
  }
});

test("speaks the other language at once", async () => {
  await show();
  fireEvent.press(screen.getByText(en.account.italian));
  expect(await screen.findByText(italian.account.slogan)).toBeVisible();
});

test.each([
  [en.account.createAccount, "/sign-up"],
  [en.account.signIn, "/sign-in"],
])("%s leads to %s, and the next time it is not shown", async (name, path) => {
  await show();
  fireEvent.press(screen.getByRole("button", { name }));
  expect(mockRouter.push).toHaveBeenLastCalledWith(path);
  await waitFor(async () => expect(await kept()).toMatchObject({ isWelcomed: true }));
});
