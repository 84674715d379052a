import type { IconName } from "./icons";
import type { Ink } from "./ink";
import type { Palette, Tone } from "./tokens";

/** How a tone looks: an icon beside the colour, always. */
export interface ToneLook {
  readonly icon: IconName;
  readonly ink: Ink;
  readonly ground: keyof Palette &
    ("surfaceRaised" | "infoGround" | "goodGround" | "warnGround" | "dangerGround");
}

export const toneLooks: Readonly<Record<Tone, ToneLook>> = {
  neutral: { icon: "info", ink: "textSoft", ground: "surfaceRaised" },
  info: { icon: "info", ink: "info", ground: "infoGround" },
  good: { icon: "checkCircle", ink: "good", ground: "goodGround" },
  warn: { icon: "warning", ink: "warn", ground: "warnGround" },
  danger: { icon: "crossCircle", ink: "danger", ground: "dangerGround" },
};
