import { type CommunityStatement, type StatementLine } from "@/api/queries/settlements";
import { useTexts } from "@/texts";
import { AppText, Card, Facts, Stat, useFormats } from "@/ui";
import { BarsChart } from "@/ui/charts";

import { byAmount, coverageOf, dayBars } from "../logic/statements";

import { Provisionally } from "./Provisionally";

interface StatementProps {
  readonly statement: CommunityStatement;
}

/** What came in, and how it was divided. */
export function MonthSums({ statement }: StatementProps) {
  const words = useTexts().policies.statements;
  const formats = useFormats();
  const { settlement } = statement;
  const { totalEur, fundsEur, socialEur, excessShare } = settlement;
  return (
    <Card>
      <Stat
        size="display"
        label={words.total}
        value={formats.euro(totalEur)}
        estimate={settlement.provisional}
      />
      <Facts
        items={[
          { label: words.shared, value: formats.wattHours(settlement.sharedWh) },
          { label: words.premium, value: formats.euro(settlement.premiumEur) },
          { label: words.valorization, value: formats.euro(settlement.valorizationEur) },
          { label: words.members, value: formats.euro(totalEur - fundsEur - socialEur) },
          { label: words.funds, value: formats.euro(fundsEur) },
          { label: words.social, value: formats.euro(socialEur) },
        ]}
      />
      {excessShare > 0 && (
        <AppText color="textSoft">{words.excess(formats.percent(excessShare, 1))}</AppText>
      )}
      <Provisionally reasons={settlement.provisionalBecause} />
      <AppText variant="small" color="textMuted">
        {words.version(settlement.version, formats.dayTime(settlement.computedAt))}
      </AppText>
    </Card>
  );
}

export function MonthDays({ statement }: StatementProps) {
  const words = useTexts().policies.statements;
  const { timeZone } = useFormats();
  return (
    <Card>
      <BarsChart
        title={words.days}
        series={[{ role: "shared", label: words.shared }]}
        periods={dayBars(statement, timeZone)}
        resolution="day"
        timeZone={timeZone}
      />
    </Card>
  );
}

/** Every facility's euro, the most first, with its energy. */
export function MonthLines({ statement }: StatementProps) {
  const words = useTexts().policies.statements;
  const formats = useFormats();
  const noteOf = (line: StatementLine) => {
    const energy = words.lineEnergy(
      formats.wattHours(line.withdrawnWh),
      formats.wattHours(line.fedInWh),
    );
    const known = coverageOf(line);
    return known < 0.995 ? `${energy}; ${words.lineCoverage(formats.percent(known))}` : energy;
  };
  return (
    <Card title={words.lines}>
      <Facts
        items={byAmount(statement.lines).map((line) => ({
          label: line.name,
          value: formats.euro(line.amountEur),
          note: noteOf(line),
        }))}
      />
    </Card>
  );
}
