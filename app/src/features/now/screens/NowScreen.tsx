import { useIsFocused, useLocalSearchParams, useRouter } from "expo-router";

import { useIsOnline } from "@/api/network";
import { useCommunityTotals } from "@/api/queries/communityEnergy";
import { type Community, useMyCommunities } from "@/api/queries/communities";
import { useMyFacilities } from "@/api/queries/facilities";
import { BalanceCard } from "@/live/components/BalanceCard";
import { DayChart } from "@/live/components/DayChart";
import { TodayCard } from "@/live/components/TodayCard";
import { VerdictCard } from "@/live/components/VerdictCard";
import { communityShown } from "@/live/logic/communityShown";
import { useCommunityNow } from "@/live/useCommunityNow";
import { useNow } from "@/live/useNow";
import { useOutlook } from "@/live/useOutlook";
import { usePreferences } from "@/preferences/PreferencesProvider";
import { problemText, useTexts } from "@/texts";
import { Button, Card, Column, EmptyState, Screen, Select } from "@/ui";

import { FacilitiesCard } from "../components/FacilitiesCard";
import { FirstSteps } from "../components/FirstSteps";
import { RunCard } from "../components/RunCard";

/** Is now a good time? The first thing everybody sees. */
export function NowScreen() {
  const texts = useTexts();
  const communities = useMyCommunities();
  const isSeen = useIsFocused();
  const params = useLocalSearchParams<{ community?: string }>();
  const { preferences } = usePreferences();
  if (communities.data === undefined) {
    return (
      <Screen
        title={texts.common.now}
        state={
          communities.error === null
            ? { kind: "loading" }
            : {
                kind: "error",
                title: texts.common.cannotLoad,
                text: problemText(texts, communities.error),
                onRetry: () => void communities.refetch(),
                retrying: communities.isFetching,
              }
        }
      />
    );
  }
  const all = communities.data;
  const community = communityShown(all, params.community ?? preferences.communityId);
  if (community === undefined) return <WithoutCommunity isSeen={isSeen} />;
  return (
    <CommunityNowScreen
      key={community.communityId}
      community={community}
      all={all}
      isSeen={isSeen}
    />
  );
}

interface CommunityNowScreenProps {
  readonly community: Community;
  readonly all: readonly Community[];
  readonly isSeen: boolean;
}

function CommunityNowScreen({ community, all, isSeen }: CommunityNowScreenProps) {
  const texts = useTexts();
  const router = useRouter();
  const isOnline = useIsOnline();
  const { communityId, name } = community;
  const { timeZone } = community.surplusPolicy;
  const now = useCommunityNow(community, isSeen);
  const outlook = useOutlook(communityId, now.at, timeZone);
  const totals = useCommunityTotals(communityId, { isSeen });
  const asOf = now.balance?.asOf ?? null;
  return (
    <Screen
      title={texts.common.now}
      offline={isOnline ? null : { asOf }}
      header={all.length > 1 ? <Choice chosen={communityId} all={all} /> : undefined}
      aside={
        <Column gap="l">
          <FacilitiesCard at={now.at} isSeen={isSeen} />
          <TodayCard communityId={communityId} isSeen={isSeen} isCatchingUp={now.isCatchingUp} />
          {asOf !== null && (
            <Card>
              <DayChart
                communityId={communityId}
                asOf={Date.parse(asOf)}
                usual={outlook.usual}
                isSeen={isSeen}
              />
            </Card>
          )}
          <Button
            label={texts.now.toCommunity}
            icon="community"
            variant="secondary"
            onPress={() =>
              router.push({ pathname: "/communities/[communityId]", params: { communityId } })
            }
          />
        </Column>
      }
    >
      <Column gap="l">
        <VerdictCard name={name} now={now} outlook={outlook} timeZone={timeZone} />
        <BalanceCard now={now} totals={totals.data} />
        <RunCard now={now} outlook={outlook} timeZone={timeZone} />
      </Column>
    </Screen>
  );
}

function Choice({ chosen, all }: { readonly chosen: string; readonly all: readonly Community[] }) {
  const texts = useTexts().now;
  const router = useRouter();
  const { choose } = usePreferences();
  return (
    <Select
      label={texts.community}
      value={chosen}
      options={all.map(({ communityId, name }) => ({ value: communityId, label: name }))}
      onChange={(community) => {
        choose({ communityId: community });
        router.setParams({ community });
      }}
    />
  );
}

/** Nobody is left alone: what to do next, and one's facilities all the same. */
function WithoutCommunity({ isSeen }: { readonly isSeen: boolean }) {
  const texts = useTexts();
  const isOnline = useIsOnline();
  const facilities = useMyFacilities();
  const { preferences } = usePreferences();
  const at = useNow(isSeen);
  const mine = facilities.data;
  return (
    <Screen title={texts.common.now} width="reading" offline={isOnline ? null : { asOf: null }}>
      <Column gap="l">
        {mine !== undefined &&
          (preferences.hidesSteps ? (
            <NoCommunity hasFacility={mine.length > 0} />
          ) : (
            <FirstSteps facilities={mine} />
          ))}
        {mine?.length !== 0 && <FacilitiesCard at={at} isSeen={isSeen} />}
      </Column>
    </Screen>
  );
}

function NoCommunity({ hasFacility }: { readonly hasFacility: boolean }) {
  const texts = useTexts().now;
  const router = useRouter();
  return (
    <EmptyState
      icon="community"
      title={texts.noCommunity}
      text={hasFacility ? texts.noCommunityWithFacility : texts.noCommunityNoFacility}
      action={
        hasFacility
          ? { label: texts.toFacility, onPress: () => router.push("/facilities") }
          : { label: texts.addFacility, onPress: () => router.push("/facilities/new") }
      }
    />
  );
}
