import { Platform } from "react-native";

/** What browsers know and React Native's types do not. */
export interface WebProps {
  readonly "aria-describedby"?: string | undefined;
  readonly "aria-invalid"?: boolean;
  readonly "aria-required"?: boolean;
  readonly "aria-haspopup"?: "dialog" | "listbox";
  readonly "aria-current"?: "page" | "step" | undefined;
  readonly "aria-level"?: number | undefined;
  readonly "aria-colcount"?: number;
  readonly autoComplete?: string;
  readonly inputMode?: "numeric" | "decimal" | "email" | "search";
  readonly tabIndex?: 0 | -1;
  readonly onKeyDown?: (event: KeyEvent) => void;
  readonly onKeyDownCapture?: (event: KeyEvent) => void;
  readonly onMouseMove?: (event: MouseEventLike) => void;
  readonly onMouseLeave?: () => void;
}

/** The part of a browser's keyboard event that is used. */
export interface KeyEvent {
  readonly key: string;
  readonly repeat?: boolean;
  preventDefault: () => void;
  stopPropagation: () => void;
}

export interface MouseEventLike {
  readonly nativeEvent: { readonly offsetX?: number; readonly clientX?: number };
  readonly currentTarget: unknown;
}

export const isWeb = Platform.OS === "web";

/** The given properties on the web, none elsewhere. */
export function webProps(props: WebProps): object {
  return isWeb ? props : {};
}

/** Styles that only browsers have, such as `touchAction`. */
export function webStyle(style: Readonly<Record<string, string | number>>): object {
  return isWeb ? style : {};
}
