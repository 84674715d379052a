import { Problem } from "@/api/problems";
import { problemText, type Texts } from "@/texts";

/** No fault: there is nothing to show yet, or not to everybody. Trying again is of no use. */
export function isExplained(error: Error): boolean {
  return error instanceof Problem && ["too_few_facilities", "no_reading_yet"].includes(error.code);
}

/** Why there are no figures of a community. */
export function refusalText(texts: Texts, error: Error): string {
  const code = error instanceof Problem ? error.code : null;
  if (code === "too_few_facilities") return texts.live.tooFew;
  if (code === "no_reading_yet") return texts.live.noReading;
  return problemText(texts, error);
}
