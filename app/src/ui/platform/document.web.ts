import type { ColorScheme, Palette } from "../tokens";

const STYLE_ID = "ui-document";

function styleElement(): HTMLStyleElement {
  const known = document.getElementById(STYLE_ID);
  if (known instanceof HTMLStyleElement) return known;
  const made = document.createElement("style");
  made.id = STYLE_ID;
  document.head.append(made);
  return made;
}

function metaElement(name: string): HTMLMetaElement {
  const known = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`);
  if (known !== null) return known;
  const made = document.createElement("meta");
  made.name = name;
  document.head.append(made);
  return made;
}

/** The page behind the app, its form controls, and a ring around what the keyboard has reached. */
export function dressDocument(scheme: ColorScheme, palette: Palette): void {
  styleElement().textContent = `
    :root { color-scheme: ${scheme}; background: ${palette.ground}; }
    body { background: ${palette.ground}; }
    :focus { outline: none; }
    :focus-visible { outline: 3px solid ${palette.focus} !important; outline-offset: 2px; }
    input:focus-visible, textarea:focus-visible { outline-offset: -1px; }
    ::placeholder { color: ${palette.textMuted}; opacity: 1; }`;
  metaElement("theme-color").content = palette.ground;
}
