import AsyncStorage from "@react-native-async-storage/async-storage";

import { forgetSignUp, keepSignUp, keptSignUp, typedPassword } from "../pendingSignUp";

const AT = Date.parse("2026-06-01T10:00:00Z");
const PENDING = { email: "anna@example.org", signUpId: "s1", askedAt: AT };
const HOUR_MS = 3_600_000;

beforeEach(() => forgetSignUp());

test("a sign-up waits for a day, its password only in memory", async () => {
  await keepSignUp(PENDING, "a long password");
  expect(await keptSignUp(AT + 23 * HOUR_MS)).toEqual(PENDING);
  expect(await keptSignUp(AT + 25 * HOUR_MS)).toBeNull();
  expect(typedPassword(PENDING.email)).toBe("a long password");
  expect(typedPassword("somebody@example.org")).toBeNull();
  const lying = await Promise.all(
    (await AsyncStorage.getAllKeys()).map((key) => AsyncStorage.getItem(key)),
  );
  expect(lying.join()).not.toMatch("a long password");
});

test("nothing is left of a confirmed one, and nothing is read that is none", async () => {
  await keepSignUp(PENDING, "a long password");
  await forgetSignUp();
  expect(await keptSignUp(AT)).toBeNull();
  expect(typedPassword(PENDING.email)).toBeNull();
  await AsyncStorage.setItem("meriggio.signUp", '{"email":1}');
  expect(await keptSignUp(AT)).toBeNull();
  await AsyncStorage.setItem("meriggio.signUp", "no json");
  expect(await keptSignUp(AT)).toBeNull();
});
