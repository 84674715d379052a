import { useState } from "react";

import {
  type ComparedPeriod,
  type CurveDifference,
  type Direction,
  useCurveDifference,
} from "@/api/queries/officialCurves";
import { problemText, useTexts } from "@/texts";
import { AppText, Banner, Card, Facts, SegmentedControl, SkeletonCard, useFormats } from "@/ui";
import { BarsChart } from "@/ui/charts";

import { comparedBars, type ComparedSums, gapsOf, sumsOf } from "../logic/officialCurve";

interface CurveComparisonProps {
  readonly facilityId: string;
  readonly period: ComparedPeriod;
}

const DIRECTIONS: readonly Direction[] = ["consumed", "produced"];

/** Measured beside official energy, over the time of the newest import. */
export function CurveComparison({ facilityId, period }: CurveComparisonProps) {
  const texts = useTexts();
  const words = texts.facility.official;
  const difference = useCurveDifference(facilityId, period);
  if (difference.data === undefined) {
    if (difference.error === null) return <SkeletonCard />;
    return (
      <Card title={words.compared}>
        <Banner
          text={problemText(texts, difference.error)}
          action={{ label: texts.live.tryAgain, onPress: () => void difference.refetch() }}
        />
      </Card>
    );
  }
  return <Compared difference={difference.data} resolution={period.resolution} />;
}

interface ComparedProps {
  readonly difference: CurveDifference;
  readonly resolution: ComparedPeriod["resolution"];
}

function Compared({ difference, resolution }: ComparedProps) {
  const words = useTexts().facility.official;
  const known = DIRECTIONS.filter((direction) => sumsOf(difference, direction) !== null);
  const [chosen, setChosen] = useState<Direction | null>(null);
  const direction = known.find((one) => one === chosen) ?? known[0];
  const sums = direction === undefined ? null : sumsOf(difference, direction);
  if (direction === undefined || sums === null) return null;
  const { isUnmeasured, isUnofficial } = gapsOf(difference, direction);
  return (
    <Card title={words.compared}>
      {known.length > 1 && (
        <SegmentedControl
          label={words.direction}
          value={direction}
          options={known.map((value) => ({ value, label: words.values[value] }))}
          onChange={setChosen}
        />
      )}
      <Sums sums={sums} />
      <BarsChart
        title={words.values[direction]}
        level={3}
        series={[
          { role: "shared", label: words.officialShort },
          { role: "consumed", label: words.measuredShort },
        ]}
        periods={comparedBars(difference, direction)}
        resolution={resolution === "month" ? "month" : "day"}
      />
      {isUnmeasured && (
        <AppText variant="small" color="textMuted">
          {words.notMeasured}
        </AppText>
      )}
      {isUnofficial && (
        <AppText variant="small" color="textMuted">
          {words.notOfficial}
        </AppText>
      )}
      <AppText variant="small" color="textMuted">
        {words.comparedNote}
      </AppText>
    </Card>
  );
}

function Sums({ sums: { officialWh, measured } }: { readonly sums: ComparedSums }) {
  const words = useTexts().facility.official;
  const formats = useFormats();
  const official = { label: words.official, value: formats.wattHours(officialWh) };
  if (measured === null) return <Facts items={[official]} />;
  const sign = measured.differenceWh > 0 ? "+" : "";
  return (
    <Facts
      items={[
        official,
        { label: words.measured, value: formats.wattHours(measured.wh) },
        {
          label: words.differenceOf,
          value: `${sign}${formats.wattHours(measured.differenceWh)}`,
          ...(measured.share === null
            ? {}
            : { note: words.share(`${sign}${formats.percent(measured.share, 1)}`) }),
        },
      ]}
    />
  );
}
