/**
 * The one file of colours, spacing, radii and type. Colours are named by what they are for.
 * `__tests__/palette.test.ts` checks every pair that may meet: text 7:1, large text 4.5:1,
 * graphics and the boundaries of controls 3:1.
 */

export type ColorScheme = "dark" | "light";

/** How good or bad something is; never told by colour alone. */
export type Tone = "neutral" | "info" | "good" | "warn" | "danger";

export type Pattern = "solid" | "hatch" | "dots" | "rows";

/** How a series of a chart looks: by line and fill, by pattern, and by dashes. */
export interface SeriesLook {
  readonly line: string;
  readonly fill: string;
  readonly pattern: Pattern;
  /** Lengths of stroke and gap; empty for a solid line. */
  readonly dash: readonly number[];
}

export type SeriesRole = "produced" | "consumed" | "shared" | "excess";

export interface Palette {
  /** Behind everything. */
  readonly ground: string;
  /** Cards and sheets. */
  readonly surface: string;
  /** What stands out on a card: fields, chips, chosen segments. */
  readonly surfaceRaised: string;
  readonly text: string;
  readonly textSoft: string;
  readonly textMuted: string;
  /** Icons, links and marks on ground and surface. */
  readonly accent: string;
  /** The main button. */
  readonly action: string;
  readonly onAction: string;
  /** The card that says that now is a good time. */
  readonly hero: string;
  readonly onHero: string;
  /** A ground for large text only. */
  readonly feature: string;
  readonly onFeature: string;
  readonly good: string;
  readonly warn: string;
  readonly danger: string;
  readonly info: string;
  readonly goodGround: string;
  readonly warnGround: string;
  readonly dangerGround: string;
  readonly infoGround: string;
  /** The main button of a step that destroys. */
  readonly dangerAction: string;
  readonly onDangerAction: string;
  /** The only boundary of a control: 3:1 on every ground. */
  readonly boundary: string;
  /** Lines that only separate; nothing is lost without them. */
  readonly separator: string;
  readonly focus: string;
  readonly scrim: string;
  /** Hatch over time of which nothing is known. */
  readonly gap: string;
  readonly series: Readonly<Record<SeriesRole, SeriesLook>>;
}

const FEATURE = { feature: "#7317CF", onFeature: "#E5D1FA" } as const;

export const dark: Palette = {
  ...FEATURE,
  ground: "#0D0D0D",
  surface: "#1A1A1A",
  surfaceRaised: "#262626",
  text: "#F2F2F2",
  textSoft: "#E6E6E6",
  textMuted: "#B3B3B3",
  accent: "#FFD500",
  action: "#FFD500",
  onAction: "#0D0D0D",
  hero: "#FFD500",
  onHero: "#0D0D0D",
  good: "#6FE3A5",
  warn: "#FFB86B",
  danger: "#FFA8A0",
  info: "#A9C6FF",
  goodGround: "#10291C",
  warnGround: "#2E2110",
  dangerGround: "#331A17",
  infoGround: "#17223A",
  dangerAction: "#FFA8A0",
  onDangerAction: "#0D0D0D",
  boundary: "#8C8C8C",
  separator: "#333333",
  focus: "#F2F2F2",
  scrim: "rgba(0, 0, 0, 0.72)",
  gap: "#8C8C8C",
  series: {
    produced: { line: "#FFD500", fill: "#FFD500", pattern: "solid", dash: [] },
    consumed: { line: "#6E9BFF", fill: "#6E9BFF", pattern: "hatch", dash: [] },
    shared: { line: "#F0E6FF", fill: "#F0E6FF", pattern: "dots", dash: [2, 3] },
    excess: { line: "#5CC98B", fill: "#5CC98B", pattern: "rows", dash: [7, 4] },
  },
};

export const light: Palette = {
  ...FEATURE,
  ground: "#F5F3EE",
  surface: "#FFFFFF",
  surfaceRaised: "#EFEDE6",
  text: "#1A1A1A",
  textSoft: "#333333",
  textMuted: "#474747",
  accent: "#5C4600",
  action: "#1A1A1A",
  onAction: "#FFD500",
  hero: "#FFD500",
  onHero: "#0D0D0D",
  good: "#0B5A37",
  warn: "#6B3A00",
  danger: "#8A1810",
  info: "#1A3F9E",
  goodGround: "#E1F3E8",
  warnGround: "#FCECD7",
  dangerGround: "#FBE5E2",
  infoGround: "#E5ECFB",
  dangerAction: "#8A1810",
  onDangerAction: "#FFFFFF",
  boundary: "#6B6B6B",
  separator: "#DEDAD0",
  focus: "#1A1A1A",
  scrim: "rgba(0, 0, 0, 0.6)",
  gap: "#6B6B6B",
  series: {
    produced: { line: "#8A6800", fill: "#FFD500", pattern: "solid", dash: [] },
    consumed: { line: "#14389C", fill: "#14389C", pattern: "hatch", dash: [] },
    shared: { line: "#3B0A6B", fill: "#3B0A6B", pattern: "dots", dash: [2, 3] },
    excess: { line: "#0E8F5A", fill: "#0E8F5A", pattern: "rows", dash: [7, 4] },
  },
};

export const palettes: Readonly<Record<ColorScheme, Palette>> = { dark, light };

/** Distances in density-independent pixels. */
export const space = {
  none: 0,
  hair: 2,
  xs: 4,
  s: 8,
  m: 12,
  l: 16,
  xl: 24,
  xxl: 32,
  xxxl: 48,
} as const;
export type Space = keyof typeof space;

export const radii = { s: 8, m: 12, l: 20, round: 999 } as const;

/** From this size of text on, against the usual one, what stands beside each other stands below. */
export const LARGE_TEXT = 1.5;

/** Least side of whatever can be touched. */
export const TARGET = 48;

/** Widths of the content, and from where on there are two columns. */
export const widths = { form: 520, reading: 720, board: 1120, twoColumns: 900 } as const;

export interface TypeLook {
  readonly fontSize: number;
  readonly lineHeight: number;
  readonly fontWeight: "400" | "500" | "600" | "700" | "800";
  readonly letterSpacing?: number;
}

/** Large text, for which 4.5:1 is enough, is 24 px and more, or 19 px and more in bold. */
export const type = {
  display: { fontSize: 56, lineHeight: 60, fontWeight: "800", letterSpacing: -1 },
  figure: { fontSize: 34, lineHeight: 40, fontWeight: "700", letterSpacing: -0.5 },
  title: { fontSize: 28, lineHeight: 34, fontWeight: "700", letterSpacing: -0.3 },
  heading: { fontSize: 20, lineHeight: 26, fontWeight: "700" },
  subheading: { fontSize: 17, lineHeight: 24, fontWeight: "600" },
  body: { fontSize: 16, lineHeight: 24, fontWeight: "400" },
  label: { fontSize: 16, lineHeight: 22, fontWeight: "600" },
  small: { fontSize: 14, lineHeight: 20, fontWeight: "400" },
  caption: { fontSize: 13, lineHeight: 18, fontWeight: "500" },
} as const satisfies Record<string, TypeLook>;
export type TypeRole = keyof typeof type;

/** Font sizes of a chart's axis and of its values, before the reader's own scaling. */
export const chartType = { axis: 12, value: 14 } as const;
