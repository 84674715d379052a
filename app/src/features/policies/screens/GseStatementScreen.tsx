import { useRouter } from "expo-router";

import { useMembers } from "@/api/queries/representative";
import { useCommunityStatement, useReconciliation } from "@/api/queries/settlements";
import { useTexts } from "@/texts";
import { AppText, Card } from "@/ui";
import { RepresentativeScreen } from "@/view/RepresentativeScreen";

import { PaidForm } from "../components/PaidForm";
import { useMonthName } from "../components/PolicySummary";
import { ReconciliationCards } from "../components/ReconciliationCards";
import { PaidFile } from "../components/StatementFiles";
import { monthPath } from "../logic/paths";

interface GseStatementProps {
  readonly communityId: string;
  readonly month: string;
}

/** What GSE pays for a month, held against what was computed. */
export function GseStatementScreen({ communityId, month }: GseStatementProps) {
  const words = useTexts().policies.statements;
  const monthName = useMonthName();
  const router = useRouter();
  const statement = useCommunityStatement(communityId, month);
  const reconciliation = useReconciliation(communityId, month);
  const isUnsettled = statement.data === null;
  const parent = monthPath(communityId, month);
  const { data } = reconciliation;
  return (
    <RepresentativeScreen
      communityId={communityId}
      title={words.gseTitle}
      subtitle={monthName(month)}
      parent={parent}
      width="reading"
      queries={[statement, ...(isUnsettled ? [] : [reconciliation]), useMembers(communityId)]}
      empty={
        isUnsettled
          ? {
              kind: "empty",
              icon: "document",
              title: words.needsSettlement,
              text: words.needsSettlementText,
              action: { label: words.toMonth, onPress: () => router.replace(parent) },
            }
          : null
      }
    >
      {({ name }) => (
        <>
          {data && <ReconciliationCards communityId={communityId} reconciliation={data} />}
          {data && (
            <Card>
              <AppText color="textSoft">{words.paidText}</AppText>
              <PaidFile communityId={communityId} month={month} name={name} />
            </Card>
          )}
          <PaidForm communityId={communityId} month={month} isFirst={data === null} />
        </>
      )}
    </RepresentativeScreen>
  );
}
