import { type ReactNode, useState } from "react";
import { type LayoutChangeEvent, View } from "react-native";

import { type KeyEvent, type MouseEventLike, webProps, webStyle } from "../platform/webProps";
import { useUiTexts } from "../theme";
import { indexAfterKey } from "./logic/cursor";

/** Drawn as wide as this until the real width is known. */
const FIRST_WIDTH = 326;

export interface ChartSurfaceProps {
  /** The chart in words. */
  readonly label: string;
  /** The place being read, of `count`; null while none is. */
  readonly index: number | null;
  readonly count: number;
  /** What is read there. */
  readonly valueText: string;
  readonly onIndex: (index: number | null) => void;
  /** Which place lies at a distance from the left, of a width. */
  readonly indexAt: (x: number, width: number) => number | null;
  readonly height: number;
  readonly children: (width: number) => ReactNode;
}

/** A drawing that is read by touch, pointer, arrow keys and, as a slider, by screen readers. */
export function ChartSurface(props: ChartSurfaceProps) {
  const { label, index, count, valueText, onIndex, indexAt, height, children } = props;
  const [width, setWidth] = useState(FIRST_WIDTH);
  const texts = useUiTexts().chart;
  const readAt = (x: number | undefined) => {
    if (x !== undefined) onIndex(indexAt(x, width));
  };
  const onKeyDown = (event: KeyEvent) => {
    const next = indexAfterKey(event.key, index ?? count - 1, count);
    if (event.key === "Escape") onIndex(null);
    if (next === null) return;
    event.preventDefault();
    onIndex(next);
  };
  return (
    <View
      accessible
      focusable
      role="slider"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, count - 1)}
      aria-valuenow={index ?? Math.max(0, count - 1)}
      aria-valuetext={index === null ? texts.explore : valueText}
      accessibilityActions={[{ name: "increment" }, { name: "decrement" }]}
      onAccessibilityAction={({ nativeEvent: { actionName } }) => {
        const key = actionName === "increment" ? "ArrowRight" : "ArrowLeft";
        onIndex(indexAfterKey(key, index ?? count - 1, count));
      }}
      onLayout={({ nativeEvent }: LayoutChangeEvent) => setWidth(nativeEvent.layout.width)}
      onStartShouldSetResponder={() => true}
      onResponderGrant={({ nativeEvent }) => readAt(nativeEvent.locationX)}
      onResponderMove={({ nativeEvent }) => readAt(nativeEvent.locationX)}
      onResponderTerminate={() => onIndex(null)}
      {...webProps({
        tabIndex: 0,
        onKeyDown,
        onMouseMove: ({ nativeEvent }: MouseEventLike) => readAt(nativeEvent.offsetX),
        onMouseLeave: () => onIndex(null),
      })}
      style={[{ height }, webStyle({ touchAction: "pan-y", cursor: "crosshair" })]}
    >
      <View pointerEvents="none" aria-hidden importantForAccessibility="no-hide-descendants">
        {children(width)}
      </View>
    </View>
  );
}
