import { type ColorVision, contrast, difference, lightness } from "../contrast";
import { dark, type Palette, palettes, type SeriesRole } from "../tokens";

type ColorName = { [K in keyof Palette]: Palette[K] extends string ? K : never }[keyof Palette];
type Pair = readonly [ColorName, readonly ColorName[]];

const GROUNDS = ["ground", "surface", "surfaceRaised"] as const;
const TINTED = ["infoGround", "goodGround", "warnGround", "dangerGround"] as const;

const TEXT: readonly Pair[] = [
  ["text", [...GROUNDS, ...TINTED]],
  ["textSoft", [...GROUNDS, ...TINTED]],
  ["textMuted", GROUNDS],
  ["accent", GROUNDS],
  ["good", [...GROUNDS, "goodGround"]],
  ["warn", [...GROUNDS, "warnGround"]],
  ["danger", [...GROUNDS, "dangerGround"]],
  ["info", [...GROUNDS, "infoGround"]],
  ["onAction", ["action"]],
  ["onHero", ["hero"]],
  ["hero", ["onHero"]],
  ["onDangerAction", ["dangerAction"]],
];
const LARGE_TEXT: readonly Pair[] = [["onFeature", ["feature"]]];
const GRAPHICS: readonly Pair[] = [
  ["boundary", GROUNDS],
  ["gap", GROUNDS],
  ["focus", [...GROUNDS, ...TINTED]],
  ["action", GROUNDS],
  ["dangerAction", GROUNDS],
];
const ROLES: readonly SeriesRole[] = ["produced", "consumed", "shared", "excess"];
const SCHEMES = ["dark", "light"] as const;

function tooLow(palette: Palette, pairs: readonly Pair[], least: number): string[] {
  return pairs.flatMap(([name, grounds]) =>
    grounds
      .map((ground) => ({ ground, ratio: contrast(palette[name], palette[ground]) }))
      .filter(({ ratio }) => ratio < least)
      .map(({ ground, ratio }) => `${name} on ${ground}: ${ratio.toFixed(2)}`),
  );
}

describe("NF6: contrast", () => {
  test.each([
    ["#B3B3B3", "#0D0D0D", 9.26],
    ["#E6E6E6", "#0D0D0D", 15.57],
    ["#F2F2F2", "#0D0D0D", 17.36],
    ["#B3B3B3", "#1A1A1A", 8.3],
    ["#E6E6E6", "#1A1A1A", 13.94],
    ["#F2F2F2", "#1A1A1A", 15.54],
    ["#FFD500", "#0D0D0D", 13.66],
    ["#FFD500", "#1A1A1A", 12.24],
    ["#0D0D0D", "#FFD500", 13.66],
    ["#E5D1FA", "#7317CF", 5.38],
  ])("the pair %s on %s has the ratio %d", (text, ground, ratio) => {
    expect(Math.abs(contrast(text, ground) - ratio)).toBeLessThan(0.015);
  });

  test("the dark theme is made of those pairs", () => {
    const { ground, surface, text, textSoft, textMuted, accent, onAction } = dark;
    const { feature, onFeature } = dark;
    expect([ground, surface, text, textSoft, textMuted]).toEqual([
      "#0D0D0D",
      "#1A1A1A",
      "#F2F2F2",
      "#E6E6E6",
      "#B3B3B3",
    ]);
    expect([accent, onAction, feature, onFeature]).toEqual([
      "#FFD500",
      "#0D0D0D",
      "#7317CF",
      "#E5D1FA",
    ]);
  });

  test.each(SCHEMES)("%s: text has 7:1", (scheme) => {
    expect(tooLow(palettes[scheme], TEXT, 7)).toEqual([]);
  });

  test.each(SCHEMES)("%s: large text has 4.5:1", (scheme) => {
    expect(tooLow(palettes[scheme], LARGE_TEXT, 4.5)).toEqual([]);
  });

  test.each(SCHEMES)("%s: boundaries and main graphics have 4.5:1", (scheme) => {
    expect(tooLow(palettes[scheme], GRAPHICS, 4.5)).toEqual([]);
  });

  test.each(SCHEMES)("%s: the lines of series have 3:1 on ground and card", (scheme) => {
    const palette = palettes[scheme];
    const ratios = ROLES.flatMap((role) =>
      (["ground", "surface"] as const).map((ground) =>
        contrast(palette.series[role].line, palette[ground]),
      ),
    );
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(3);
  });
});

describe("NF6: safe for people who are colour-blind", () => {
  const pairs = ROLES.flatMap((one, index) =>
    ROLES.slice(index + 1).map((other) => [one, other] as const),
  );
  const visions: readonly ColorVision[] = ["normal", "protanopia", "deuteranopia", "tritanopia"];
  const cases = SCHEMES.flatMap((scheme) => visions.map((vision) => [scheme, vision] as const));

  test.each(cases)("%s, %s: series differ in colour and lightness", (scheme, vision) => {
    const { series } = palettes[scheme];
    const close = pairs.filter(
      ([one, other]) => difference(series[one].line, series[other].line, vision) < 15,
    );
    expect(close).toEqual([]);
    const main = Math.abs(
      lightness(series.produced.line, vision) - lightness(series.consumed.line, vision),
    );
    expect(main).toBeGreaterThan(7);
  });

  test.each(SCHEMES)("%s: no two series have the same pattern", (scheme) => {
    const patterns = ROLES.map((role) => palettes[scheme].series[role].pattern);
    expect(new Set(patterns).size).toBe(ROLES.length);
  });

  test("the simulation makes red and green alike for protanopes, but not blue and yellow", () => {
    expect(difference("#C04040", "#6B6B20", "protanopia")).toBeLessThan(
      difference("#C04040", "#6B6B20") / 2,
    );
    expect(difference("#FFD500", "#0000FF", "protanopia")).toBeGreaterThan(100);
  });
});
