import { useEffect, useState } from "react";

/** Seconds until something may be done again; `start` counts down from so many. */
export function useCountdown(firstS: number) {
  const [until, setUntil] = useState(() => Date.now() + firstS * 1000);
  const [now, setNow] = useState(() => Date.now());
  const leftS = Math.max(0, Math.ceil((until - now) / 1000));
  const isRunning = leftS > 0;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isRunning]);
  const start = (seconds: number) => {
    setNow(Date.now());
    setUntil(Date.now() + seconds * 1000);
  };
  return { leftS, start };
}
