import { readFileSync } from "fs";
import { join } from "path";

import { APPLIANCES, enoughFor } from "../appliances";

const NOTIFICATIONS = "../services/engagement/domain/notifications/appliances.py";

test("a screen and a notification promise the same", () => {
  const python = readFileSync(join(process.cwd(), NOTIFICATIONS), "utf8");
  const told = [...python.matchAll(/Appliance\(\s*([\d_]+),/g)].map(([, power = ""]) =>
    Number(power.replaceAll("_", "")),
  );
  expect(APPLIANCES.map(({ powerW }) => powerW)).toEqual(told);
});

test("what fits each by itself, the hungriest first, one car at most", () => {
  expect(enoughFor(2_100).map(({ name }) => name)).toEqual([
    "dishwasher",
    "boiler",
    "carSlow",
    "airConditioner",
    "vacuumCleaner",
    "eBike",
    "computer",
    "phone",
  ]);
  const cars = enoughFor(8_000).filter(({ isCar }) => isCar === true);
  expect(cars.map(({ name }) => name)).toEqual(["carFast"]);
});

test("without an excess nothing fits", () => {
  expect(enoughFor(0)).toEqual([]);
  expect(enoughFor(-500)).toEqual([]);
});
