import { useRouter } from "expo-router";
import { useState } from "react";

import { type SettledYear, useSettledYear } from "@/api/queries/settlements";
import { useTexts } from "@/texts";
import { AppText, Card, Facts, IconButton, ListRow, Row, Stat, useFormats } from "@/ui";
import { RepresentativeScreen } from "@/view/RepresentativeScreen";

import { useMonthName } from "../components/PolicySummary";
import { useThisMonth } from "../components/useThisMonth";
import { managePath, monthPath } from "../logic/paths";
import { monthRows, worthShowing } from "../logic/statements";

/** The year's sums, and every month of it. */
export function StatementsScreen({ communityId }: { readonly communityId: string }) {
  const words = useTexts().policies.statements;
  const thisYear = Number(useThisMonth().slice(0, 4));
  const [year, setYear] = useState(thisYear);
  const settled = useSettledYear(communityId, year);
  return (
    <RepresentativeScreen
      communityId={communityId}
      title={words.title}
      subtitle={words.subtitle}
      parent={managePath(communityId)}
      queries={[settled]}
      header={<YearPicker year={year} last={thisYear} onChange={setYear} />}
      aside={() => settled.data && <Months communityId={communityId} year={settled.data} />}
    >
      {() => settled.data && <YearSums year={settled.data} />}
    </RepresentativeScreen>
  );
}

const FIRST_YEAR = 2020;

interface YearPickerProps {
  readonly year: number;
  readonly last: number;
  readonly onChange: (year: number) => void;
}

function YearPicker({ year, last, onChange }: YearPickerProps) {
  const words = useTexts().policies.statements;
  return (
    <Row gap="m" align="center">
      <IconButton
        icon="chevronLeft"
        label={words.previousYear}
        onPress={() => onChange(year - 1)}
        disabled={year <= FIRST_YEAR}
      />
      <AppText variant="heading" tabular live="polite">
        {String(year)}
      </AppText>
      <IconButton
        icon="chevronRight"
        label={words.nextYear}
        onPress={() => onChange(year + 1)}
        disabled={year >= last}
      />
    </Row>
  );
}

function YearSums({ year }: { readonly year: SettledYear }) {
  const words = useTexts().policies.statements;
  const formats = useFormats();
  if (year.months.length === 0) {
    return (
      <Card>
        <AppText color="textSoft">{words.yearEmpty}</AppText>
      </Card>
    );
  }
  const members = year.totalEur - year.fundsEur - year.socialEur;
  return (
    <Card title={String(year.year)}>
      <Stat
        size="display"
        label={words.total}
        value={formats.euro(year.totalEur)}
        estimate={year.months.some(({ provisional }) => provisional)}
      />
      <Facts
        items={[
          { label: words.shared, value: formats.wattHours(year.sharedWh) },
          { label: words.premium, value: formats.euro(year.premiumEur) },
          { label: words.valorization, value: formats.euro(year.valorizationEur) },
          { label: words.members, value: formats.euro(members) },
          { label: words.funds, value: formats.euro(year.fundsEur) },
          { label: words.social, value: formats.euro(year.socialEur) },
        ]}
      />
    </Card>
  );
}

interface MonthsProps {
  readonly communityId: string;
  readonly year: SettledYear;
}

function Months({ communityId, year }: MonthsProps) {
  const words = useTexts().policies.statements;
  const formats = useFormats();
  const monthName = useMonthName();
  const router = useRouter();
  const thisMonth = useThisMonth();
  const rows = worthShowing(monthRows(year, thisMonth), thisMonth);
  if (rows.length === 0) return null;
  return (
    <Card flush title={words.months}>
      {rows.map(({ month, head }) => (
        <ListRow
          key={month}
          icon="document"
          title={monthName(month)}
          subtitle={
            head === null
              ? words.notSettled
              : head.provisional
                ? words.provisional
                : formats.wattHours(head.sharedWh)
          }
          value={head === null ? undefined : formats.euro(head.totalEur)}
          onPress={() => router.push(monthPath(communityId, month))}
        />
      ))}
    </Card>
  );
}
