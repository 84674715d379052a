/** Drawing in a browser, which has these elements itself. */
export const Circle = "circle";
export const Defs = "defs";
export const G = "g";
export const Line = "line";
export const Path = "path";
export const Pattern = "pattern";
export const Rect = "rect";
export const Svg = "svg";
export const SvgText = "text";
