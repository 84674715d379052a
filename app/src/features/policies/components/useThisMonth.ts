import { useState } from "react";

import { monthOf } from "@/formats";
import { useFormats } from "@/ui";

/** The month that it is while the screen is open, "2026-11". */
export function useThisMonth(): string {
  const { timeZone } = useFormats();
  const [now] = useState(() => Date.now());
  return monthOf(now, timeZone);
}
