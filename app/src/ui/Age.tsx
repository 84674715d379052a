import { useEffect, useState } from "react";

import { type Instant, secondsToNextAge, toMillis } from "@/formats";

import { AppText } from "./AppText";
import { Row } from "./Box";
import { Icon } from "./icons";
import { useFormats, useUiTexts } from "./theme";

export interface AgeProps {
  /** When the figures were true; null when there never were any. */
  readonly at: Instant | null;
  /** From this age on it says that the figures are not recent. */
  readonly staleAfterS?: number;
  /** Stands still at this time; for tests and pictures. */
  readonly now?: Instant;
  readonly align?: "left" | "right";
}

/** Seconds since an instant, made anew as often as the words change and no more. */
export function useAgeSeconds(at: Instant | null, fixedNow?: Instant): number | null {
  const [now, setNow] = useState(() => Date.now());
  const since = at === null ? null : toMillis(at);
  const reference = fixedNow === undefined ? now : toMillis(fixedNow);
  const age = since === null ? null : Math.max(0, (reference - since) / 1000);
  useEffect(() => {
    if (since === null || fixedNow !== undefined) return undefined;
    const seconds = secondsToNextAge((Date.now() - since) / 1000);
    const timer = setTimeout(() => setNow(Date.now()), seconds * 1000);
    return () => clearTimeout(timer);
  }, [since, now, fixedNow]);
  return age;
}

/** "updated 12 s ago", and when it is old, that it is. */
export function Age({ at, staleAfterS = 120, now, align = "left" }: AgeProps) {
  const age = useAgeSeconds(at, now);
  const formats = useFormats();
  const texts = useUiTexts();
  const isStale = age !== null && age >= staleAfterS;
  const words = age === null ? texts.neverUpdated : texts.updated(formats.age(age));
  return (
    <Row gap="xs" justify={align === "right" ? "flex-end" : "flex-start"}>
      {isStale && <Icon name="warning" size={18} color="warn" />}
      <AppText variant="small" color={isStale ? "warn" : "textMuted"} tabular>
        {isStale ? `${words} · ${texts.stale}` : words}
      </AppText>
    </Row>
  );
}
