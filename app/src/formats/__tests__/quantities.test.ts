import * as fc from "fast-check";

import {
  energy,
  energyScale,
  formatCents,
  formatEnergy,
  formatEuro,
  formatNumber,
  formatPercent,
  formatPower,
  formatPricePerKwh,
  inScale,
  type Language,
  mass,
  parseNumber,
  power,
  powerScale,
  quantityText,
  roundTo,
  toCents,
  UNKNOWN,
} from "..";

// The same cases every time.
fc.configureGlobal({ seed: 20260621 });

/** With plain spaces, as a person reads it. */
const read = (text: string) => text.replace(/[\u00A0\u202F]/g, " ");
const languages: readonly Language[] = ["it", "en"];

describe("powers", () => {
  test.each([
    [0, "0 W"],
    [850, "850 W"],
    [999.4, "999 W"],
    [999.6, "1.0 kW"],
    [3210, "3.2 kW"],
    [-1500, "−1.5 kW"],
    [99_940, "99.9 kW"],
    [99_960, "100 kW"],
    [123_456, "123 kW"],
    [999_600, "1.00 MW"],
    [1_250_000, "1.25 MW"],
  ])("%d W is %s", (watts, words) => {
    expect(read(formatPower(watts, "en"))).toBe(words);
  });

  test("a comma in Italian", () => {
    expect(read(formatPower(3210, "it"))).toBe("3,2 kW");
  });

  test.each([null, undefined, NaN, Infinity])("%p is not known, never zero", (value) => {
    expect(power(value, "en")).toEqual({ value: UNKNOWN, unit: "" });
    expect(quantityText(power(value, "en"))).toBe(UNKNOWN);
  });

  test("the number and its unit stay on one line", () => {
    expect(formatPower(3210, "en")).toBe("3.2\u00A0kW");
  });
});

describe("energies", () => {
  test.each([
    [0, "0 Wh"],
    [850, "850 Wh"],
    [12_340, "12.3 kWh"],
    [123_400, "123 kWh"],
    [2_700_000, "2,700 kWh"],
    [12_500_000, "12.5 MWh"],
  ])("%d Wh is %s", (wattHours, words) => {
    expect(read(formatEnergy(wattHours, "en"))).toBe(words);
  });

  test("CO2 goes from grams to tonnes", () => {
    const words = [0.85, 12.5, 1240].map((kilograms) => read(quantityText(mass(kilograms, "en"))));
    expect(words).toEqual(["850 g", "12.5 kg", "1.2 t"]);
  });

  test("one unit for many", () => {
    expect(inScale(500, "en", powerScale(8000))).toEqual({ value: "0.5", unit: "kW" });
    expect(inScale(500, "en", energyScale(500))).toEqual({ value: "500", unit: "Wh" });
  });
});

test("what is shown is never far from what is", () => {
  const units: Readonly<Record<string, number>> = { Wh: 1, kWh: 1e3, MWh: 1e6 };
  fc.assert(
    fc.property(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.constantFrom(...languages),
      (wattHours, language) => {
        const { value, unit } = energy(wattHours, language);
        const shown = (parseNumber(value, language) ?? NaN) * (units[unit] ?? NaN);
        expect(Math.abs(shown - wattHours)).toBeLessThanOrEqual(
          Math.max(0.5, Math.abs(wattHours) * 0.051),
        );
        expect(value).not.toMatch(/NaN|-|^−0(?:[.,]0*)?$/);
      },
    ),
  );
});

describe("numbers", () => {
  test("in the habit of each language", () => {
    expect(formatNumber(12345.67, "en", { max: 1 })).toBe("12,345.7");
    expect(formatNumber(12345.67, "it", { max: 1 })).toBe("12.345,7");
    expect(formatNumber(-0.04, "en", { max: 1 })).toBe("0");
    expect(roundTo(-2.5, 0)).toBe(-3);
    expect(roundTo(1.005, 2)).toBe(1.01);
  });

  test.each([
    [0.42, "42%"],
    [0, "0%"],
    [1, "100%"],
    [0.001, "< 1%"],
    [0.999, "99%"],
    [1.2, "120%"],
    [null, UNKNOWN],
  ])("a share of %p is %s", (share, words) => {
    expect(read(formatPercent(share, "en"))).toBe(words);
  });

  test.each([
    ["3,5", "it", 3.5],
    ["3.5", "it", 3.5],
    ["3,5", "en", 3.5],
    ["1.234,5", "it", 1234.5],
    ["1,234.5", "en", 1234.5],
    ["1.500", "it", 1500],
    ["1.500", "en", 1.5],
    ["1,500", "en", 1500],
    ["0.125", "it", 0.125],
    ["12 000", "it", 12000],
    ["1.000.000", "en", 1000000],
    ["−4", "en", -4],
    ["", "en", null],
    ["abc", "en", null],
    ["3x", "en", null],
    [".", "en", null],
    ["1,2.3,4", "en", null],
  ] as const)("%p typed in %s is %p", (typed, language, value) => {
    expect(parseNumber(typed, language)).toBe(value);
  });

  test("what was shown can be typed again", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.constantFrom(...languages),
        (tenths, language) => {
          const value = tenths / 10;
          expect(parseNumber(formatNumber(value, language, { min: 1 }), language)).toBe(value);
        },
      ),
    );
  });
});

describe("euro", () => {
  test.each([
    ["12.34", 1234],
    ["0.005", 1],
    ["0.0049999", 0],
    ["1.005", 101],
    ["-1.005", -101],
    ["12", 1200],
    [".5", 50],
    [1e-9, 0],
    ["1.5e2", 15000],
    [12.345, 1235],
    ["", null],
    ["12,3", null],
    ["x", null],
    [null, null],
  ])("%p is %p cents", (sum, cents) => {
    expect(toCents(sum)).toBe(cents);
  });

  test("cents are those of the digits, not of the machine", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 0, max: 999 }),
        (whole, part) => {
          const digits = `${whole}.${String(part).padStart(3, "0")}`;
          expect(toCents(digits)).toBe(
            whole * 100 + Math.floor(part / 10) + (part % 10 >= 5 ? 1 : 0),
          );
        },
      ),
    );
  });

  test("is worded in each language", () => {
    expect(read(formatEuro("1234567.891", "en"))).toBe("€1,234,567.89");
    expect(read(formatEuro("1234567.891", "it"))).toBe("1.234.567,89 €");
    expect(read(formatEuro(-0.5, "en"))).toBe("−€0.50");
    expect(read(formatCents(1050, "en"))).toBe("€10.50");
  });

  test("less than a cent is not nothing", () => {
    expect(read(formatEuro("0.001", "en"))).toBe("< €0.01");
    expect(read(formatEuro(0, "en"))).toBe("€0.00");
    expect(formatEuro(null, "en")).toBe(UNKNOWN);
  });

  test("a price of energy is in cents", () => {
    expect(read(formatPricePerKwh(0.1184, "it"))).toBe("11,8 cent/kWh");
    expect(formatPricePerKwh(undefined, "it")).toBe(UNKNOWN);
  });
});
