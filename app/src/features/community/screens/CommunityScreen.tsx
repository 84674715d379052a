import { useIsFocused, useRouter } from "expo-router";
import { useState } from "react";

import { useIsOnline } from "@/api/network";
import { type Community, useCommunity } from "@/api/queries/communities";
import { useCommunityTotals } from "@/api/queries/communityEnergy";
import { BalanceCard } from "@/live/components/BalanceCard";
import { VerdictCard } from "@/live/components/VerdictCard";
import { useCommunityNow } from "@/live/useCommunityNow";
import { useOutlook } from "@/live/useOutlook";
import { problemText, useTexts } from "@/texts";
import { Button, Column, Screen, SegmentedControl } from "@/ui";
import { useGoBack } from "@/view/useGoBack";

import { EffectCard } from "../components/EffectCard";
import { EpisodesCard } from "../components/EpisodesCard";
import { ImpactCard } from "../components/ImpactCard";
import { MembersCard } from "../components/MembersCard";
import { MonthView } from "../components/MonthView";
import { ProposedRole } from "../components/ProposedRole";
import { ShareCard } from "../components/ShareCard";
import { TodayView } from "../components/TodayView";

const VIEWS = ["now", "today", "month"] as const;
type View = (typeof VIEWS)[number];

/** A community, as its members and its representative see it. */
export function CommunityScreen({ communityId }: { readonly communityId: string }) {
  const texts = useTexts();
  const goBack = useGoBack("/communities");
  const community = useCommunity(communityId);
  if (community.data !== undefined) return <KnownCommunity community={community.data} />;
  return (
    <Screen
      title={texts.live.community}
      onBack={goBack}
      state={
        community.error === null
          ? { kind: "loading" }
          : {
              kind: "error",
              title: texts.common.cannotLoad,
              text: problemText(texts, community.error),
              onRetry: () => void community.refetch(),
              retrying: community.isFetching,
            }
      }
    />
  );
}

function KnownCommunity({ community }: { readonly community: Community }) {
  const texts = useTexts();
  const isOnline = useIsOnline();
  const isSeen = useIsFocused();
  const goBack = useGoBack("/communities");
  const [view, setView] = useState<View>("now");
  const { communityId, name, role, status, surplusPolicy } = community;
  const now = useCommunityNow(community, isSeen);
  const asOf = now.balance?.asOf ?? null;
  return (
    <Screen
      title={name}
      subtitle={`${texts.community.role[role]} · ${texts.community.status[status]}`}
      onBack={goBack}
      offline={isOnline ? null : { asOf }}
      header={
        <Column gap="m">
          <ProposedRole community={community} />
          {role === "representative" && <ManageButton communityId={communityId} />}
          <SegmentedControl
            label={texts.community.view}
            value={view}
            onChange={setView}
            options={VIEWS.map((value) => ({ value, label: texts.community[value] }))}
          />
        </Column>
      }
      aside={
        <Column gap="l">
          <ShareCard communityId={communityId} now={now.at} />
          <MembersCard community={community} />
          <ImpactCard communityId={communityId} />
          <EffectCard communityId={communityId} />
        </Column>
      }
    >
      <Column gap="l">
        <Picture community={community} now={now} view={view} isSeen={isSeen} />
        <EpisodesCard communityId={communityId} timeZone={surplusPolicy.timeZone} now={now.at} />
      </Column>
    </Screen>
  );
}

function ManageButton({ communityId }: { readonly communityId: string }) {
  const texts = useTexts().community;
  const router = useRouter();
  return (
    <Button
      label={texts.manage}
      icon="gear"
      variant="secondary"
      onPress={() =>
        router.push({ pathname: "/communities/[communityId]/manage", params: { communityId } })
      }
    />
  );
}

interface PictureProps {
  readonly community: Community;
  readonly now: ReturnType<typeof useCommunityNow>;
  readonly view: View;
  readonly isSeen: boolean;
}

/** The same place shows now, the day or the month. */
function Picture({ community, now, view, isSeen }: PictureProps) {
  const { communityId, surplusPolicy } = community;
  const outlook = useOutlook(communityId, now.at, surplusPolicy.timeZone);
  const totals = useCommunityTotals(communityId, { isSeen });
  const asOf = now.balance === null ? null : Date.parse(now.balance.asOf);
  switch (view) {
    case "now":
      return (
        <>
          <VerdictCard now={now} outlook={outlook} timeZone={surplusPolicy.timeZone} />
          <BalanceCard now={now} totals={totals.data} />
        </>
      );
    case "today":
      return (
        <TodayView
          communityId={communityId}
          asOf={asOf}
          usual={outlook.usual}
          isSeen={isSeen}
          isCatchingUp={now.isCatchingUp}
        />
      );
    case "month":
      return <MonthView communityId={communityId} now={now.at} />;
  }
}
