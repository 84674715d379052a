/** Screens of the account over services that answer from a table. */
import { fireEvent, screen } from "@testing-library/react-native";
import { type ReactNode } from "react";

import given from "@/session/__tests__/exchanges.json";
import { SUITE } from "@/session/proof/zeroKnowledge";
import { fakeServer, type Routes } from "@/testing/fakeServer";
import { renderScreen } from "@/testing/renderScreen";

/** For `jest.mock("expo-router")`. */
export const router = {
  push: jest.fn(),
  replace: jest.fn(),
  back: jest.fn(),
  canGoBack: () => true,
};
export const expoRouter = { useRouter: () => router };

export const EMAIL = "anna@example.org";
export const WHEN = "2026-11-01T10:00:00Z";
export const PROFILE = {
  userId: "u",
  email: EMAIL,
  name: "Anna",
  locale: "it",
  timeZone: "Europe/Rome",
};

/** What a password is proved against. */
export const CHALLENGE = {
  challengeId: "11111111-1111-4111-8111-111111111111",
  suite: SUITE,
  salt: given.salt,
  serverKey: given.exchanges[0]?.serverKey,
};
export const START_PROOF = "POST /user/zero-knowledge/confirm/start";

export async function show(content: ReactNode, routes: Routes = {}) {
  const server = fakeServer({ "GET /user/profile": { body: PROFILE }, ...routes });
  return { server, ...(await renderScreen(content, { server })) };
}

export function press(name: string | RegExp) {
  fireEvent.press(screen.getByRole("button", { name }));
}

export function type(label: string, text: string) {
  fireEvent.changeText(screen.getByLabelText(label), text);
}
