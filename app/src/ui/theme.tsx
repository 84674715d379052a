import { createContext, type ReactNode, use, useEffect } from "react";
import { useColorScheme } from "react-native";

import { createFormats, type Formats, type Language } from "@/formats";

import { dressDocument } from "./platform/document";
import { useFontScale } from "./platform/fontScale";
import { type UiTexts, uiTexts } from "./texts";
import { type ColorScheme, dark, type Palette, palettes } from "./tokens";

/** What the reader chose; `system` follows the phone. */
export type ThemeChoice = ColorScheme | "system";

export interface Theme {
  readonly scheme: ColorScheme;
  readonly colors: Palette;
  /** How much larger than usual the reader wants text, from 1 to 2. */
  readonly fontScale: number;
  /** By how much Text must be enlarged by ourselves: 1 where the system does it. */
  readonly ownTextScale: number;
  readonly language: Language;
  readonly timeZone: string;
}

/** Where the law's clock hours are counted; a community's own zone goes before it. */
export const DEFAULT_TIME_ZONE = "Europe/Rome";

const ThemeContext = createContext<Theme>({
  scheme: "dark",
  colors: dark,
  fontScale: 1,
  ownTextScale: 1,
  language: "en",
  timeZone: DEFAULT_TIME_ZONE,
});

export interface UiProviderProps {
  readonly theme?: ThemeChoice;
  readonly language: Language;
  readonly timeZone?: string;
  readonly children: ReactNode;
}

/** Gives all components their colours, language and time zone. One, at the root. */
export function UiProvider(props: UiProviderProps) {
  const { theme = "dark", language, timeZone = DEFAULT_TIME_ZONE, children } = props;
  const system = useColorScheme();
  const scheme = theme === "system" ? (system === "light" ? "light" : "dark") : theme;
  const { scale, byTheSystem } = useFontScale();
  useEffect(() => dressDocument(scheme, palettes[scheme]), [scheme]);
  const fontScale = Math.min(2, Math.max(1, scale));
  const value: Theme = {
    scheme,
    colors: palettes[scheme],
    fontScale,
    ownTextScale: byTheSystem ? 1 : fontScale,
    language,
    timeZone,
  };
  return <ThemeContext value={value}>{children}</ThemeContext>;
}

export function useTheme(): Theme {
  return use(ThemeContext);
}

export function useColors(): Palette {
  return use(ThemeContext).colors;
}

/** The words of the design system in the reader's language. */
export function useUiTexts(): UiTexts {
  return uiTexts[use(ThemeContext).language];
}

/** The reader's formats; in the time zone given, such as a community's, or else the app's. */
export function useFormats(timeZone?: string): Formats {
  const theme = use(ThemeContext);
  return createFormats(theme.language, timeZone ?? theme.timeZone);
}
