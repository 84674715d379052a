/** Drawing, on phones. */
export { Circle, Defs, G, Line, Path, Pattern, Rect, Svg, Text as SvgText } from "react-native-svg";
