import { type PolicyVersion } from "@/api/queries/rules";
import { startOf } from "@/formats";
import { useTexts } from "@/texts";
import { AppText, Card, Column, Facts, Separator, useFormats } from "@/ui";

import { CRITERIA, KEPT } from "../logic/distributionForm";

/** "January 2027" of "2027-01". */
export function useMonthName(): (month: string) => string {
  const formats = useFormats();
  return (month) => formats.date(startOf(month, formats.timeZone), "month");
}

interface InForceProps {
  readonly version: PolicyVersion;
  /** The service's own sentences. */
  readonly explanation: readonly string[];
}

/** The policy of this month in words. */
export function InForceCard({ version, explanation }: InForceProps) {
  const words = useTexts().policies.distribution;
  const monthName = useMonthName();
  const { validFrom } = version;
  return (
    <Card title={words.inForce}>
      <AppText variant="small" color="textMuted">
        {validFrom === null ? words.fromBeginning : words.since(monthName(validFrom))}
      </AppText>
      {explanation.map((sentence) => (
        <AppText key={sentence}>{sentence}</AppText>
      ))}
      {version.note !== "" && <AppText color="textSoft">{version.note}</AppText>}
    </Card>
  );
}

interface VersionsCardProps {
  readonly title: string;
  readonly versions: readonly PolicyVersion[];
  /** Said when there are none. */
  readonly none?: string;
}

/** Decisions with their month, their shares and the reason given. */
export function VersionsCard({ title, versions, none }: VersionsCardProps) {
  return (
    <Card title={title}>
      {versions.length === 0 && none !== undefined && <AppText color="textSoft">{none}</AppText>}
      {versions.map((version, index) => (
        <Column key={version.number} gap="s">
          {index > 0 && <Separator />}
          <VersionWords version={version} />
        </Column>
      ))}
    </Card>
  );
}

function VersionWords({ version }: { readonly version: PolicyVersion }) {
  const words = useTexts().policies.distribution;
  const formats = useFormats();
  const monthName = useMonthName();
  const { number, validFrom, decidedAt, policy, note } = version;
  const from = validFrom === null ? words.fromBeginning : words.since(monthName(validFrom));
  const share = (value: number) => formats.percent(value, Number.isInteger(value * 100) ? 0 : 2);
  const kept = KEPT.filter((name) => policy[name] > 0).map((name) => ({
    label: words.shares[name],
    value: share(policy[name]),
  }));
  const parts = CRITERIA.filter((name) => policy.parts[name] > 0).map((name) => ({
    label: words.shares[name],
    value: share(policy.parts[name]),
  }));
  return (
    <>
      <AppText strong>{`${words.version(number)}, ${from}`}</AppText>
      <Facts items={[...kept, ...parts]} />
      {note !== "" && <AppText color="textSoft">{note}</AppText>}
      {decidedAt !== null && (
        <AppText variant="small" color="textMuted">
          {words.decidedOn(formats.date(decidedAt, "long"))}
        </AppText>
      )}
    </>
  );
}
