import { useTexts } from "@/texts";
import { AppText, Card, Column, Row, Stat, useFormats } from "@/ui";
import { LiveBar } from "@/ui/charts";
import { type CommunityTotals } from "@/api/queries/communityEnergy";

import { type CommunityNow } from "../useCommunityNow";

interface BalanceCardProps {
  readonly now: CommunityNow;
  /** The last 24 hours, where they are known. */
  readonly totals?: CommunityTotals | undefined;
}

/** Produced and consumed as one bar, of whom, and the last 24 hours (FR3.2). */
export function BalanceCard({ now, totals }: BalanceCardProps) {
  const texts = useTexts().live;
  const { balance, verdict } = now;
  if (balance === null) return null;
  const isOfNow = verdict !== "unknown" && !now.isCatchingUp;
  return (
    <Card title={isOfNow ? texts.balance : texts.lastFigures}>
      {balance.powerProducedW === null ? (
        <AppText color="textSoft">{texts.tooFew}</AppText>
      ) : (
        <LiveBar producedW={balance.powerProducedW} consumedW={balance.powerConsumedW} />
      )}
      <Reporting balance={balance} />
      {totals !== undefined && <Last24h totals={totals} />}
    </Card>
  );
}

function Reporting({ balance }: { readonly balance: NonNullable<CommunityNow["balance"]> }) {
  const texts = useTexts().live;
  const formats = useFormats();
  const { facilitiesFresh, facilitiesTotal, isReliable } = balance;
  const isWhole = facilitiesFresh >= facilitiesTotal;
  return (
    <Column gap="xs">
      <AppText variant="small" color="textMuted" tabular>
        {texts.reporting(formats.number(facilitiesFresh), formats.number(facilitiesTotal))}
      </AppText>
      {!isWhole && (
        <AppText variant="small" color={isReliable ? "textMuted" : "warn"}>
          {isReliable ? texts.notReporting : texts.unreliable}
        </AppText>
      )}
    </Column>
  );
}

function Last24h({ totals }: { readonly totals: CommunityTotals }) {
  const texts = useTexts().live;
  const formats = useFormats();
  return (
    <Column gap="xs">
      <AppText variant="label" level={3}>
        {texts.last24h}
      </AppText>
      <Row gap="xl" wrap align="flex-start">
        <Stat
          size="small"
          icon="sun"
          label={texts.produced24h}
          value={formats.energy(totals.producedLast24hWh)}
        />
        <Stat
          size="small"
          icon="plug"
          label={texts.consumed24h}
          value={formats.energy(totals.consumedLast24hWh)}
        />
      </Row>
    </Column>
  );
}
