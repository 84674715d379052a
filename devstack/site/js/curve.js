/** A day's curve as SVG: quarter-hours as steps, gaps left as gaps. */
import { svg } from "./dom.js";
import { clockMarks } from "./day.js";
import { kilowatts, t } from "./i18n.js";

const EDGE = { top: 12, right: 24, bottom: 26, left: 58 };
/** Less than this of a quarter-hour says too little about it. */
const LEAST_COVERAGE_S = 60;
const FULL_COVERAGE = 0.9;

/** The history's intervals with their mean power while measured; hardly measured ones left out. */
export function steps(history, asOf) {
  return history
    .filter(({ coverageS }) => coverageS >= LEAST_COVERAGE_S)
    .map(({ from, to, consumedWh, producedWh, coverageS }) => {
      const start = Date.parse(from);
      const end = Math.min(Date.parse(to), Math.max(asOf, start));
      const hours = coverageS / 3600;
      return {
        start,
        end,
        consumedW: consumedWh / hours,
        producedW: producedWh / hours,
        isPartial: coverageS * 1000 < (end - start) * FULL_COVERAGE,
      };
    });
}

/** Draws into `container`, as large as it is. */
export function drawCurve(container, day, points, asOf) {
  const { clientWidth: width, clientHeight: height } = container;
  const peakW = Math.max(...points.flatMap((point) => [point.consumedW, point.producedW]));
  const { topW, marksW } = powerScale(peakW);
  const plotted = { right: width - EDGE.right, bottom: height - EDGE.bottom };
  const along = scale(day.from.getTime(), day.to.getTime(), EDGE.left, plotted.right);
  const up = scale(0, topW, plotted.bottom, EDGE.top);
  const picture = svg(
    "svg",
    { width, height, role: "img", "aria-label": summary(points) },
    ...powerMarks(marksW, up, plotted),
    ...timeMarks(day, along, plotted),
    path("produced-area", area(points, "producedW", along, up, plotted.bottom)),
    path("produced-line", line(points, "producedW", along, up)),
    path("consumed-halo", line(points, "consumedW", along, up)),
    path("consumed-line", line(points, "consumedW", along, up)),
    ...partialMarks(points, along, plotted.bottom),
    path("now-line", `M${along(asOf)} ${EDGE.top}V${plotted.bottom}`),
    ...newestDots(points.at(-1), along, up),
  );
  container.replaceChildren(picture);
}

function path(name, d) {
  return svg("path", { class: name, d });
}

function summary(points) {
  const peak = (name) => kilowatts(Math.max(...points.map((point) => point[name])));
  return t("curveSummary", { producedPeak: peak("producedW"), consumedPeak: peak("consumedW") });
}

function scale(fromValue, toValue, fromPlace, toPlace) {
  const perValue = (toPlace - fromPlace) / (toValue - fromValue);
  return (value) => Math.round((fromPlace + (value - fromValue) * perValue) * 10) / 10;
}

/** At most four marks at 1, 2 or 5 times a power of ten. */
function powerScale(peakW) {
  const rough = Math.max(peakW, 100) / 3.5;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const stepW = [1, 2, 5, 10].map((factor) => factor * decade).find((step) => step >= rough);
  const count = Math.max(1, Math.ceil(peakW / stepW));
  return { topW: count * stepW, marksW: Array.from({ length: count + 1 }, (_, i) => i * stepW) };
}

function powerMarks(marksW, up, { right }) {
  return marksW.flatMap((markW) => [
    path("grid", `M${EDGE.left} ${up(markW)}H${right}`),
    svg("text", { x: EDGE.left - 8, y: up(markW) + 4, "text-anchor": "end" }, axisPower(markW)),
  ]);
}

function axisPower(watts) {
  return watts === 0 ? "0" : kilowatts(watts).replace(/[.,]0+(?=\u00a0)/, "");
}

function timeMarks(day, along, { bottom }) {
  return clockMarks(day).map(({ hour, at }) =>
    svg("text", { x: along(at.getTime()), y: bottom + 19, "text-anchor": "middle" }, `${hour}:00`),
  );
}

function partialMarks(points, along, bottom) {
  return points
    .filter(({ isPartial }) => isPartial)
    .map(({ start, end }) => path("partial", `M${along(start)} ${bottom + 3}H${along(end)}`));
}

function newestDots({ end, producedW, consumedW }, along, up) {
  const dot = (name, powerW) => svg("circle", { class: name, cx: along(end), cy: up(powerW), r: 4 });
  return [dot("produced-dot", producedW), dot("consumed-dot", consumedW)];
}

/** Runs of steps that follow each other without a gap. */
function runs(points) {
  const found = [];
  for (const point of points) {
    const last = found.at(-1);
    if (last && last.at(-1).end === point.start) last.push(point);
    else found.push([point]);
  }
  return found;
}

function line(points, name, along, up) {
  return runs(points)
    .map((run) => `M${along(run[0].start)} ${up(run[0][name])}${stairs(run, name, along, up)}`)
    .join("");
}

function area(points, name, along, up, bottom) {
  return runs(points)
    .map((run) => `M${along(run[0].start)} ${bottom}${stairs(run, name, along, up)}V${bottom}Z`)
    .join("");
}

function stairs(run, name, along, up) {
  return run.map((point) => `V${up(point[name])}H${along(point.end)}`).join("");
}
