import { useEffect, useState } from "react";

const EVERY_MS = 5_000;

/** Milliseconds since 1970, anew every few seconds while somebody looks. */
export function useNow(isSeen: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isSeen) return undefined;
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, [isSeen]);
  return now;
}
