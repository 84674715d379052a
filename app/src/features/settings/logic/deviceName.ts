/** Which device a program's own words (its User-Agent) speak of, as people call it. */

export interface DeviceParts {
  /** A browser's name; "app" is ours; null for what is not known. */
  readonly program: string | null;
  readonly system: string | null;
  readonly isHandheld: boolean;
}

// The order counts: most browsers also say the names of those they want to pass for.
const PROGRAMS: readonly (readonly [RegExp, string])[] = [
  [/\b(okhttp|CFNetwork|Meriggio)\b/, "app"],
  [/\bEdg(A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\bHeadlessChrome\//, "Chrome"],
  [/\b(Chrome|CriOS|Chromium)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b|\bokhttp\b/, "Android"],
  [/\biPad\b/, "iPad"],
  [/\biPhone\b|\bCFNetwork\b/, "iPhone"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMacintosh\b|\bMac OS X\b/, "Mac"],
  [/\bLinux\b/, "Linux"],
];

const HANDHELD: readonly (string | null)[] = ["Android", "iPad", "iPhone"];

export function deviceParts(userAgent: string): DeviceParts {
  const system = named(userAgent, SYSTEMS);
  return { program: named(userAgent, PROGRAMS), system, isHandheld: HANDHELD.includes(system) };
}

function named(words: string, names: readonly (readonly [RegExp, string])[]): string | null {
  return names.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

interface DeviceWords {
  readonly unknownDevice: string;
  readonly appOn: (system: string) => string;
  readonly browserOn: (browser: string, system: string) => string;
}

/** "Firefox on Linux"; what is not known is shown in the program's own words. */
export function deviceName(userAgent: string, words: DeviceWords): string {
  const { program, system } = deviceParts(userAgent);
  if (program === "app" && system !== null) return words.appOn(system);
  if (program !== null && system !== null) return words.browserOn(program, system);
  const own = (program === "app" ? null : program) ?? system ?? userAgent.slice(0, 60);
  return own === "" ? words.unknownDevice : own;
}
