/** How the figures of a chart are worded: one unit for the axis, the best one for each value. */
import { energyScale, type Formats, formatNumber, powerScale, type Scale } from "@/formats";

export type ChartQuantity = "power" | "energy" | "euro" | "number";

export interface ValueWords {
  /** "3.2 kW". */
  readonly full: (value: number | null) => string;
  /** "3.2", where the unit stands above the axis. */
  readonly axis: (value: number) => string;
  readonly unit: string;
}

const PLAIN: Scale = { unit: "", divisor: 1, digits: 1 };

function scaleOf(quantity: ChartQuantity, largest: number): Scale {
  if (quantity === "power") return powerScale(largest);
  if (quantity === "energy") return energyScale(largest);
  return quantity === "euro" ? { ...PLAIN, unit: "€", digits: 2 } : PLAIN;
}

export function valueWords(
  quantity: ChartQuantity,
  largest: number,
  formats: Formats,
  unknown: string,
): ValueWords {
  const { unit, divisor } = scaleOf(quantity, largest);
  const full = (value: number) => {
    if (quantity === "power") return formats.watts(value);
    if (quantity === "energy") return formats.wattHours(value);
    return quantity === "euro" ? formats.euro(value) : formats.number(value, { max: 1 });
  };
  return {
    unit,
    full: (value) => (value === null ? unknown : full(value)),
    axis: (value) => formatNumber(value / divisor, formats.language, { max: 2 }),
  };
}
