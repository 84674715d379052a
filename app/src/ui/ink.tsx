import { createContext, type ReactNode, use } from "react";

import { useColors } from "./theme";
import type { Palette } from "./tokens";

/** Colours that text and icons may have. */
export type Ink =
  | "text"
  | "textSoft"
  | "textMuted"
  | "accent"
  | "good"
  | "warn"
  | "danger"
  | "info"
  | "onAction"
  | "onDangerAction"
  /** The main button on the hero card: its colours the other way round. */
  | "hero";

/** Grounds on which there is one colour of text only. */
export type StrongGround = "hero" | "feature";

const StrongGroundContext = createContext<StrongGround | null>(null);

const INK_ON: Readonly<Record<StrongGround, keyof Palette & ("onHero" | "onFeature")>> = {
  hero: "onHero",
  feature: "onFeature",
};

/** All text and icons inside have the one colour that is legible on the ground. */
export function OnStrongGround({
  ground,
  children,
}: {
  readonly ground: StrongGround | null;
  readonly children: ReactNode;
}) {
  return <StrongGroundContext value={ground}>{children}</StrongGroundContext>;
}

/** The colour that stands for a role on the ground where the component is. */
export function useInk(ink: Ink): string {
  const colors = useColors();
  const ground = use(StrongGroundContext);
  const isOwnGround = ink === "onAction" || ink === "onDangerAction" || ink === "hero";
  return ground === null || isOwnGround ? colors[ink] : colors[INK_ON[ground]];
}

export function useStrongGround(): StrongGround | null {
  return use(StrongGroundContext);
}
