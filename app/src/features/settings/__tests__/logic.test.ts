import { dictionary } from "@/texts/dictionary";

import { deviceName, deviceParts } from "../logic/deviceName";
import { passwordErrors } from "../logic/passwordForm";
import { zoneOptions } from "../logic/timeZones";

const words = dictionary.en.settings.security;
const CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0";

test.each([
  [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36`, "Chrome on Linux"],
  [`Mozilla/5.0 (Windows NT 10.0; Win64) ${CHROME} Safari/537.36 Edg/131.0`, "Edge on Windows"],
  [`Mozilla/5.0 (Linux; Android 14; Pixel 8) ${CHROME} Mobile Safari/537.36`, "Chrome on Android"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Firefox/133.0", "Firefox on Mac"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1",
    "Safari on iPhone",
  ],
  ["okhttp/4.12.0", "App on Android"],
  ["Meriggio/1 CFNetwork/1568.200.51 Darwin/24.1.0", "App on iPhone"],
  ["curl/8.5", "curl/8.5"],
  ["", "Unknown device"],
])("%s", (userAgent, name) => {
  expect(deviceName(userAgent, words)).toBe(name);
});

test("what lies in the hand is drawn as a phone", () => {
  expect(deviceParts("okhttp/4.12.0").isHandheld).toBe(true);
  expect(deviceParts("Mozilla/5.0 (X11; Linux x86_64)").isHandheld).toBe(false);
});

test("Rome comes first, then what the person has or had; nothing twice", () => {
  const zones = zoneOptions("America/Sao_Paulo", "Europe/Paris", "here");
  expect(zones.slice(0, 3)).toEqual([
    { value: "Europe/Rome", label: "Rome (Europe)" },
    { value: "Europe/Paris", label: "Paris (Europe)", hint: "here" },
    { value: "America/Sao_Paulo", label: "Sao Paulo (America)" },
  ]);
  expect(new Set(zones.map(({ value }) => value)).size).toBe(zones.length);
});

test("another password needs the present one, and to be a good one", () => {
  const { en } = dictionary;
  expect(passwordErrors({ present: "", password: "short" }, "a@b.org", en)).toEqual({
    present: words.presentMissing,
    password: en.accountProblems.password_too_short,
  });
  expect(passwordErrors({ present: "x", password: "a long password" }, "a@b.org", en)).toEqual({});
});
