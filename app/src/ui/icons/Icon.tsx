import { type Ink, useInk } from "../ink";
import { isWeb } from "../platform/webProps";
import { Path, Svg } from "../svg";
import { useTheme } from "../theme";
import { type IconName, iconPaths } from "./paths";

export interface IconProps {
  readonly name: IconName;
  /** Side in px at usual font size; icons grow with the text beside them. */
  readonly size?: number;
  readonly color?: Ink;
}

const HIDDEN_ON_PHONES = {
  accessibilityElementsHidden: true,
  importantForAccessibility: "no-hide-descendants",
} as const;

/** A picture beside words; readers never hear of it, so the words must say everything. */
export function Icon({ name, size = 24, color = "text" }: IconProps) {
  const { fontScale } = useTheme();
  const stroke = useInk(color);
  const side = Math.round(size * fontScale);
  return (
    <Svg
      width={side}
      height={side}
      viewBox="0 0 24 24"
      fill="none"
      aria-hidden
      {...(isWeb ? {} : HIDDEN_ON_PHONES)}
    >
      <Path
        d={iconPaths[name]}
        stroke={stroke}
        strokeWidth={size >= 40 ? 1.75 : 2}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </Svg>
  );
}
