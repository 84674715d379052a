/** Contrast of colours after WCAG 2.2, and how people who are colour-blind see them. */

export type Rgb = readonly [number, number, number];

const HEX = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i;

/** Channels from 0 to 1 of "#RRGGBB". Throws for anything else. */
export function channels(hex: string): Rgb {
  const match = HEX.exec(hex);
  if (match === null) throw new Error(`not a colour of the form #RRGGBB: ${hex}`);
  const [r = 0, g = 0, b = 0] = match.slice(1).map((part) => parseInt(part, 16) / 255);
  return [r, g, b];
}

function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function linear(hex: string): Rgb {
  const [r, g, b] = channels(hex);
  return [toLinear(r), toLinear(g), toLinear(b)];
}

function luminanceOf([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2, "contrast ratio": from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminanceOf(linear(one)), luminanceOf(linear(other))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

export type ColorVision = "normal" | "protanopia" | "deuteranopia" | "tritanopia";

type Matrix = readonly [Rgb, Rgb, Rgb];

/**
 * Machado, Oliveira & Fernandes, "A Physiologically-based Model for Simulation of Color Vision
 * Deficiency" (2009, doi 10.1109/TVCG.2009.113), severity 1.0, on linear RGB.
 */
const MATRICES: Readonly<Record<ColorVision, Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seen(hex: string, vision: ColorVision): Rgb {
  const [r, g, b] = linear(hex);
  const [red, green, blue] = MATRICES[vision].map(([x, y, z]) =>
    Math.min(1, Math.max(0, x * r + y * g + z * b)),
  );
  return [red ?? 0, green ?? 0, blue ?? 0];
}

/** CIE 1976 L*a*b* under D65. */
function lab([r, g, b]: Rgb): Rgb {
  const x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047;
  const y = luminanceOf([r, g, b]);
  const z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883;
  const [fx = 0, fy = 0, fz = 0] = [x, y, z].map((value) =>
    value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116,
  );
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

/** L* as somebody sees it: from 0 to 100. */
export function lightness(hex: string, vision: ColorVision = "normal"): number {
  return lab(seen(hex, vision))[0];
}

/** Delta E (CIE 1976) of two colours as somebody sees them; 2.3 is just noticeable. */
export function difference(one: string, other: string, vision: ColorVision = "normal"): number {
  const [a, b] = [lab(seen(one, vision)), lab(seen(other, vision))];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
