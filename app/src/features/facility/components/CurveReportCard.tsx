import { type CurveReport, type Direction } from "@/api/queries/officialCurves";
import { useTexts } from "@/texts";
import {
  AppText,
  Banner,
  Button,
  Card,
  CheckboxRow,
  Checklist,
  Column,
  Disclosure,
  Facts,
  useFormats,
} from "@/ui";

import { findingsOf, hindranceOf, momentText, spanText } from "../logic/officialCurve";

import { type CurveUploading } from "./useCurveUpload";

interface CurveReportProps {
  readonly report: CurveReport;
  readonly upload: CurveUploading;
}

/** What a dry run found: what the file holds, what to look at twice, and the way to store it. */
export function CurveReportCard({ report, upload }: CurveReportProps) {
  const words = useTexts().facility.official;
  const formats = useFormats();
  const hindrance = hindranceOf(report, upload.isReplacing);
  return (
    <Card title={words.nothingStored}>
      <Contents report={report} />
      <Findings report={report} />
      <Examples report={report} />
      {hindrance === "already" && <Banner text={words.already} />}
      {hindrance === "nothing" && <Banner tone="warn" text={words.nothing} />}
      {report.conflictCount > 0 && (
        <CheckboxRow
          label={words.replace}
          checked={upload.isReplacing}
          onChange={upload.setReplacing}
        />
      )}
      <Button
        variant="primary"
        icon="check"
        label={words.store}
        hint={words.quarters(formats.number(report.quarterHours))}
        onPress={upload.store}
        busy={upload.isStoring}
        busyLabel={words.storing}
        disabled={hindrance !== null}
        wide
      />
    </Card>
  );
}

function Contents({ report }: { readonly report: CurveReport }) {
  const words = useTexts().facility.official;
  const formats = useFormats();
  const { period, directions, quarterHours } = report;
  const energies = directions.flatMap((direction: Direction) => {
    const { officialWh, measuredWh } = report[direction];
    return [
      {
        label: words.values[direction],
        value: formats.wattHours(officialWh),
        // Nothing measured is no measure of nothing.
        ...(report.measuredCoverageS === 0
          ? {}
          : { note: `${words.measured}: ${formats.wattHours(measuredWh)}` }),
      },
    ];
  });
  return (
    <Facts
      items={[
        ...(period === null
          ? []
          : [
              {
                label: words.period,
                value: spanText(period, formats),
              },
            ]),
        { label: words.contains, value: words.quarters(formats.number(quarterHours)) },
        ...energies,
      ]}
    />
  );
}

function Findings({ report }: { readonly report: CurveReport }) {
  const words = useTexts().facility.official;
  const formats = useFormats();
  const findings = findingsOf(report);
  const names: Readonly<Record<string, string>> = words.assumedNames;
  const assumed = report.mapping.assumed.map((name) => names[name] ?? name).join(", ");
  if (findings.length === 0) {
    return <Checklist items={[{ label: words.allGood, state: "done" }]} />;
  }
  return (
    <Checklist
      items={findings.map(({ kind, count, isBlocking }) => ({
        label: words.finding[kind](kind === "assumed" ? assumed : formats.number(count)),
        note: words.findingNote[kind],
        state: isBlocking ? "failed" : "open",
      }))}
    />
  );
}

const EXAMPLES = 5;

/** The first of what is wrong, to find it in the file. */
function Examples({ report }: { readonly report: CurveReport }) {
  const words = useTexts().facility.official;
  const formats = useFormats();
  const faults: Readonly<Record<string, string>> = words.fault;
  const lines = [
    ...report.errors.map(({ line, column, code, message }) =>
      [words.line(line), column, faults[code] ?? message].filter((part) => part !== null),
    ),
    ...report.conflicts.map(({ from, oldWh, newWh }) => [
      momentText(from, formats),
      words.was(formats.wattHours(oldWh), formats.wattHours(newWh)),
    ]),
    ...report.implausible.map(({ from, valueWh, limitWh }) => [
      momentText(from, formats),
      words.beyond(formats.wattHours(valueWh), formats.wattHours(limitWh)),
    ]),
    ...report.missing.map(({ from, to }) => [
      `${momentText(from, formats)} – ${momentText(to, formats)}`,
    ]),
  ].slice(0, EXAMPLES);
  if (lines.length === 0) return null;
  return (
    <Disclosure title={words.examples}>
      <Column gap="xs">
        {lines.map((parts) => (
          <AppText key={parts.join()} variant="small" color="textSoft">
            {parts.join(": ")}
          </AppText>
        ))}
      </Column>
    </Disclosure>
  );
}
