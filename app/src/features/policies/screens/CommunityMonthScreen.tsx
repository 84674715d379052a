import { useRouter } from "expo-router";

import {
  type CommunityStatement,
  useCommunityStatement,
  useSettleMonth,
} from "@/api/queries/settlements";
import { problemText, useTexts } from "@/texts";
import { AppText, Banner, Button, Card, EmptyState, ListRow, useAnnouncer } from "@/ui";
import { RepresentativeScreen } from "@/view/RepresentativeScreen";

import { useMonthName } from "../components/PolicySummary";
import { StatementFiles } from "../components/StatementFiles";
import { MonthDays, MonthLines, MonthSums } from "../components/StatementParts";
import { useThisMonth } from "../components/useThisMonth";
import { monthPath, rulesPath } from "../logic/paths";
import { isMonth } from "../logic/statements";

interface MonthProps {
  readonly communityId: string;
  readonly month: string;
}

/** A month's statement: what came in, what goes to whom, its files, and settling it now. */
export function CommunityMonthScreen({ communityId, month }: MonthProps) {
  const words = useTexts().policies.statements;
  const thisMonth = useThisMonth();
  const monthName = useMonthName();
  const router = useRouter();
  const isReal = isMonth(month) && month <= thisMonth;
  const statement = useCommunityStatement(communityId, month);
  const parent = rulesPath(communityId, "statements");
  return (
    <RepresentativeScreen
      communityId={communityId}
      title={isReal ? monthName(month) : words.title}
      subtitle={({ name }) => name}
      parent={parent}
      queries={isReal ? [statement] : []}
      empty={
        isReal
          ? null
          : {
              kind: "empty",
              icon: "calendar",
              title: words.noSuchMonth,
              text: words.subtitle,
              action: { label: words.toStatements, onPress: () => router.replace(parent) },
            }
      }
      aside={() => statement.data && <MonthLines statement={statement.data} />}
    >
      {({ name }) =>
        statement.data ? (
          <Settled communityId={communityId} month={month} name={name} statement={statement.data} />
        ) : (
          <Unsettled communityId={communityId} month={month} />
        )
      }
    </RepresentativeScreen>
  );
}

interface SettledProps extends MonthProps {
  readonly name: string;
  readonly statement: CommunityStatement;
}

function Settled({ communityId, month, name, statement }: SettledProps) {
  const words = useTexts().policies.statements;
  const router = useRouter();
  return (
    <>
      <MonthSums statement={statement} />
      <MonthDays statement={statement} />
      <StatementFiles communityId={communityId} month={month} name={name} />
      <Card flush title={words.more}>
        <ListRow
          icon="clock"
          title={words.versionsRow}
          subtitle={words.versionsNote}
          onPress={() => router.push(monthPath(communityId, month, "versions"))}
        />
        <ListRow
          icon="euro"
          title={words.gseRow}
          subtitle={words.gseNote}
          onPress={() => router.push(monthPath(communityId, month, "gse"))}
        />
      </Card>
      <SettleNow communityId={communityId} month={month} label={words.settleAgain} />
    </>
  );
}

function Unsettled({ communityId, month }: MonthProps) {
  const words = useTexts().policies.statements;
  return (
    <Card>
      <EmptyState icon="document" title={words.monthEmpty} text={words.monthEmptyText} />
      <SettleNow communityId={communityId} month={month} label={words.settle} isFirst />
    </Card>
  );
}

interface SettleNowProps extends MonthProps {
  readonly label: string;
  readonly isFirst?: boolean;
}

function SettleNow({ communityId, month, label, isFirst = false }: SettleNowProps) {
  const texts = useTexts();
  const words = texts.policies.statements;
  const { toast } = useAnnouncer();
  const settling = useSettleMonth(communityId);
  const settle = () =>
    settling.mutate(month, {
      onSuccess: ({ version }) => toast({ text: words.settled(version), tone: "good" }),
    });
  return (
    <>
      {settling.error !== null && (
        <Banner tone="danger" text={problemText(texts, settling.error)} />
      )}
      <Button
        variant={isFirst ? "primary" : "secondary"}
        icon="refresh"
        label={label}
        onPress={settle}
        busy={settling.isPending}
        busyLabel={words.settling}
        wide
      />
      {!isFirst && (
        <AppText variant="small" color="textMuted">
          {words.estimate}
        </AppText>
      )}
    </>
  );
}
