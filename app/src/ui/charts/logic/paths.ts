/** Outlines of runs. Each run has its own, so that no gap is ever bridged. */
import { area, curveMonotoneX, line } from "d3-shape";

import type { KnownInterval } from "./intervals";

export type Shape = "stepped" | "line";

export interface Scales {
  readonly x: (time: number) => number;
  readonly y: (value: number) => number;
}

type Point = readonly [time: number, value: number];

/** A mean holds all its interval long; as a line it stands in the interval's middle. */
function pointsOf(run: readonly KnownInterval[], shape: Shape): Point[] {
  if (shape === "stepped" || run.length < 2) {
    return run.flatMap(({ from, to, value }): Point[] => [
      [from, value],
      [to, value],
    ]);
  }
  return run.map(({ from, to, value }, index): Point => {
    const at = index === 0 ? from : index === run.length - 1 ? to : (from + to) / 2;
    return [at, value];
  });
}

export function linePath(run: readonly KnownInterval[], { x, y }: Scales, shape: Shape): string {
  const path = line<Point>()
    .x(([time]) => x(time))
    .y(([, value]) => y(value))
    .digits(1);
  if (shape === "line") path.curve(curveMonotoneX);
  return path(pointsOf(run, shape)) ?? "";
}

/** Between the run and zero. */
export function areaPath(run: readonly KnownInterval[], { x, y }: Scales, shape: Shape): string {
  const path = area<Point>()
    .x(([time]) => x(time))
    .y0(y(0))
    .y1(([, value]) => y(value))
    .digits(1);
  if (shape === "line") path.curve(curveMonotoneX);
  return path(pointsOf(run, shape)) ?? "";
}

/** A rectangle's outline. */
export function rectPath(x: number, y: number, width: number, height: number): string {
  const place = (length: number) => String(Math.round(length * 10) / 10);
  return `M${place(x)} ${place(y)}H${place(x + width)}V${place(y + height)}H${place(x)}Z`;
}
