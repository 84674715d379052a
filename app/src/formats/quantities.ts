/** Powers and energies: a number that fits and its unit, apart, so that a screen can set them apart. */
import { type Language, NO_BREAK_SPACE, UNKNOWN } from "./language";
import { formatNumber, roundTo } from "./numbers";

/** A shown number and its unit, "3.2" and "kW". */
export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

/** "3.2 kW", on one line. */
export function quantityText({ value, unit }: Quantity): string {
  return unit === "" ? value : `${value}${NO_BREAK_SPACE}${unit}`;
}

/** One unit for many values, such as those of an axis. */
export interface Scale {
  readonly unit: string;
  readonly divisor: number;
  readonly digits: number;
}

interface Step extends Scale {
  /** The step holds for shown values below this. */
  readonly below: number;
}

const POWER_STEPS: readonly Step[] = [
  { unit: "W", divisor: 1, digits: 0, below: 1000 },
  { unit: "kW", divisor: 1e3, digits: 1, below: 100 },
  { unit: "kW", divisor: 1e3, digits: 0, below: 1000 },
  { unit: "MW", divisor: 1e6, digits: 2, below: Infinity },
];

// A household's year is some thousand kWh: people know them from the bill, so MWh begin late.
const ENERGY_STEPS: readonly Step[] = [
  { unit: "Wh", divisor: 1, digits: 0, below: 1000 },
  { unit: "kWh", divisor: 1e3, digits: 1, below: 100 },
  { unit: "kWh", divisor: 1e3, digits: 0, below: 10_000 },
  { unit: "MWh", divisor: 1e6, digits: 1, below: Infinity },
];

function stepFor(value: number, steps: readonly Step[]): Step {
  const size = Math.abs(value);
  const fits = steps.find((step) => roundTo(size / step.divisor, step.digits) < step.below);
  const last = steps[steps.length - 1];
  if (fits !== undefined) return fits;
  if (last === undefined) throw new Error("a quantity needs at least one unit");
  return last;
}

function quantityOf(
  value: number | null | undefined,
  language: Language,
  steps: readonly Step[],
): Quantity {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return { value: UNKNOWN, unit: "" };
  }
  return inScale(value, language, stepFor(value, steps));
}

/** A value in a unit that was chosen for many. */
export function inScale(value: number, language: Language, scale: Scale): Quantity {
  const digits = { min: scale.digits, max: scale.digits };
  return { value: formatNumber(value / scale.divisor, language, digits), unit: scale.unit };
}

/** Watts as "850 W", "3.2 kW", "120 kW", "1.25 MW". */
export function power(watts: number | null | undefined, language: Language): Quantity {
  return quantityOf(watts, language, POWER_STEPS);
}

/** Watt-hours as "850 Wh", "3.2 kWh", "1,250 kWh", "12.5 MWh". */
export function energy(wattHours: number | null | undefined, language: Language): Quantity {
  return quantityOf(wattHours, language, ENERGY_STEPS);
}

/** The unit in which values up to `largest` watts read well together. */
export function powerScale(largest: number): Scale {
  return stepFor(largest, POWER_STEPS);
}

/** The unit in which values up to `largest` watt-hours read well together. */
export function energyScale(largest: number): Scale {
  return stepFor(largest, ENERGY_STEPS);
}

export function formatPower(watts: number | null | undefined, language: Language): string {
  return quantityText(power(watts, language));
}

export function formatEnergy(wattHours: number | null | undefined, language: Language): string {
  return quantityText(energy(wattHours, language));
}

/** A mass of CO2 in kg as "850 g", "12.5 kg", "1.2 t". */
export function mass(kilograms: number | null | undefined, language: Language): Quantity {
  return quantityOf(
    kilograms === null || kilograms === undefined ? null : kilograms * 1000,
    language,
    MASS_STEPS,
  );
}

const MASS_STEPS: readonly Step[] = [
  { unit: "g", divisor: 1, digits: 0, below: 1000 },
  { unit: "kg", divisor: 1e3, digits: 1, below: 100 },
  { unit: "kg", divisor: 1e3, digits: 0, below: 1000 },
  { unit: "t", divisor: 1e6, digits: 1, below: Infinity },
];
