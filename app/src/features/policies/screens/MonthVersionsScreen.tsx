import { useState } from "react";

import {
  type SettlementDifference,
  type SettlementHead,
  useSettlementDifference,
  useSettlementVersions,
} from "@/api/queries/settlements";
import { useMembers } from "@/api/queries/representative";
import { problemText, useTexts } from "@/texts";
import { AppText, Banner, Card, Facts, Select, Skeleton, useFormats } from "@/ui";
import { ChartTable } from "@/ui/charts";
import { RepresentativeScreen } from "@/view/RepresentativeScreen";

import { useMonthName } from "../components/PolicySummary";
import { useNames } from "../components/useNames";
import { monthPath } from "../logic/paths";
import { changedRows } from "../logic/statements";

interface MonthProps {
  readonly communityId: string;
  readonly month: string;
}

/** Every result of a month, and what changed from one to another, line by line. */
export function MonthVersionsScreen({ communityId, month }: MonthProps) {
  const words = useTexts().policies.statements;
  const monthName = useMonthName();
  const versions = useSettlementVersions(communityId, month);
  const all = versions.data ?? [];
  return (
    <RepresentativeScreen
      communityId={communityId}
      title={words.versionsTitle}
      subtitle={monthName(month)}
      parent={monthPath(communityId, month)}
      queries={[versions, useMembers(communityId)]}
      aside={() => <VersionList versions={all} />}
    >
      {() =>
        all.length > 1 ? (
          <Compare communityId={communityId} month={month} versions={all} />
        ) : (
          <Card>
            <AppText>{words.oneVersion}</AppText>
          </Card>
        )
      }
    </RepresentativeScreen>
  );
}

function VersionList({ versions }: { readonly versions: readonly SettlementHead[] }) {
  const words = useTexts().policies.statements;
  const formats = useFormats();
  if (versions.length === 0) return null;
  return (
    <Card title={words.versionsTitle}>
      <Facts
        items={versions.map(({ version, computedAt, totalEur, provisional }, index) => ({
          label: words.versionName(version),
          value: formats.euro(totalEur),
          note: [
            words.computedOn(formats.dayTime(computedAt)),
            ...(provisional ? [words.provisional.toLocaleLowerCase()] : []),
            ...(index === 0 ? [words.newest] : []),
          ].join(", "),
        }))}
      />
    </Card>
  );
}

interface CompareProps extends MonthProps {
  readonly versions: readonly SettlementHead[];
}

function Compare({ communityId, month, versions }: CompareProps) {
  const texts = useTexts();
  const words = texts.policies.statements;
  const [chosen, setChosen] = useState<{ version?: number; other?: number }>({});
  const version = chosen.version ?? versions[0]?.version ?? 1;
  const other = chosen.other ?? versions[1]?.version ?? 1;
  const difference = useSettlementDifference(communityId, month, { version, other });
  const options = versions.map((head) => ({
    value: String(head.version),
    label: words.versionName(head.version),
  }));
  return (
    <>
      <Card>
        <Select
          label={words.compare}
          value={String(version)}
          options={options}
          onChange={(value) => setChosen({ ...chosen, version: Number(value) })}
        />
        <Select
          label={words.with}
          value={String(other)}
          options={options}
          onChange={(value) => setChosen({ ...chosen, other: Number(value) })}
        />
      </Card>
      {difference.data !== undefined ? (
        <Difference communityId={communityId} difference={difference.data} />
      ) : difference.error === null ? (
        <Skeleton height={120} />
      ) : (
        <Banner tone="danger" text={problemText(texts, difference.error)} />
      )}
    </>
  );
}

interface DifferenceProps {
  readonly communityId: string;
  readonly difference: SettlementDifference;
}

function Difference({ communityId, difference }: DifferenceProps) {
  const words = useTexts().policies.statements;
  const formats = useFormats();
  const nameOf = useNames(communityId);
  const { before, after, changes, totalDifferenceEur } = difference;
  const euro = (eur: number | null) => (eur === null ? "–" : formats.euro(eur));
  const signed = (eur: number) => (eur > 0 ? `+${formats.euro(eur)}` : formats.euro(eur));
  const kept = [
    [words.funds, before.fundsEur, after.fundsEur, difference.fundsDifferenceEur],
    [words.social, before.socialEur, after.socialEur, difference.socialDifferenceEur],
  ] as const;
  const lines = changedRows(difference);
  const rows = [
    ...lines.map(
      (row) => [nameOf(row.key), row.beforeEur, row.afterEur, row.differenceEur] as const,
    ),
    ...kept.filter(([, , , changed]) => changed !== 0),
    [words.all, before.totalEur, after.totalEur, totalDifferenceEur] as const,
  ];
  const { columns } = words;
  return (
    <Card title={words.difference}>
      <AppText variant="label">{words.why}</AppText>
      <AppText>
        {changes.length === 0
          ? words.noReason
          : changes.map((change) => words.changes[change]).join(", ")}
      </AppText>
      {lines.length === 0 && <AppText color="textSoft">{words.noLineChanged}</AppText>}
      <ChartTable
        label={words.difference}
        columns={[columns.who, columns.before, columns.after, columns.difference]}
        rows={rows.map(([name, earlier, later, changed]) => [
          name,
          euro(earlier),
          euro(later),
          signed(changed),
        ])}
      />
    </Card>
  );
}
