import { Circle, Defs, Path, Pattern as SvgPattern, Rect } from "../svg";
import type { Palette, Pattern, SeriesLook, SeriesRole } from "../tokens";

const ROLES: readonly SeriesRole[] = ["produced", "consumed", "shared", "excess"];

/** What a surface of a series is filled with, given the id of its drawing. */
export function fillOf(drawing: string, role: SeriesRole, look: SeriesLook): string {
  return look.pattern === "solid" ? look.fill : `url(#${drawing}-${role})`;
}

export function gapFill(drawing: string): string {
  return `url(#${drawing}-gap)`;
}

interface PatternsProps {
  /** Ids count for the whole page, so each drawing has its own. */
  readonly drawing: string;
  readonly colors: Palette;
}

/** The patterns by which series are told apart without colour. */
export function Patterns({ drawing, colors }: PatternsProps) {
  return (
    <Defs>
      {ROLES.map((role) => (
        <SvgPattern
          key={role}
          id={`${drawing}-${role}`}
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
        >
          <Rect width={6} height={6} fill={colors.series[role].fill} fillOpacity={0.12} />
          <PatternMark pattern={colors.series[role].pattern} color={colors.series[role].fill} />
        </SvgPattern>
      ))}
      <SvgPattern id={`${drawing}-gap`} width={8} height={8} patternUnits="userSpaceOnUse">
        <Path d="M-2 2l4-4M0 8l8-8M6 10l4-4" stroke={colors.gap} strokeWidth={0.75} />
      </SvgPattern>
    </Defs>
  );
}

function PatternMark({ pattern, color }: { readonly pattern: Pattern; readonly color: string }) {
  switch (pattern) {
    case "hatch":
      return <Path d="M-1.5 1.5l3-3M0 6l6-6M4.5 7.5l3-3" stroke={color} strokeWidth={1.6} />;
    case "dots":
      return <Circle cx={3} cy={3} r={1.5} fill={color} />;
    case "rows":
      return <Path d="M0 3h6" stroke={color} strokeWidth={2} />;
    case "solid":
      return <Rect width={6} height={6} fill={color} />;
  }
}
