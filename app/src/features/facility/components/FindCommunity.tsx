import { useRouter } from "expo-router";

import { type Facility } from "@/api/queries/facilities";
import {
  type CommunitySummary,
  type Offer,
  useAgreeToMembership,
  type useCommunitiesUnder,
} from "@/api/queries/memberships";
import { problemText, useTexts } from "@/texts";
import {
  AppText,
  Banner,
  Button,
  Card,
  Column,
  EmptyState,
  ErrorState,
  Section,
  SkeletonCard,
  useAnnouncer,
} from "@/ui";

interface FindCommunityProps {
  readonly facility: Facility;
  readonly query: ReturnType<typeof useCommunitiesUnder>;
  readonly offers: readonly Offer[];
}

/** Communities under the facility's primary substation (R2), to ask to join. */
export function FindCommunity({ facility, query, offers }: FindCommunityProps) {
  const allTexts = useTexts();
  const texts = allTexts.facility.membership;
  const router = useRouter();
  if (query.data === undefined) {
    if (query.error === null) return <SkeletonCard />;
    return (
      <ErrorState
        title={allTexts.common.cannotLoad}
        text={problemText(allTexts, query.error)}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  }
  const open = query.data.filter(
    ({ communityId }) => !offers.some((offer) => offer.communityId === communityId),
  );
  if (query.data.length === 0) {
    return (
      <EmptyState
        icon="community"
        title={texts.noneTitle}
        text={`${texts.findText(facility.primarySubstationCode)} ${texts.noneText}`}
        action={{ label: texts.found, onPress: () => router.push("/communities/new") }}
      />
    );
  }
  if (open.length === 0) return null;
  return (
    <Section title={texts.find}>
      <AppText color="textSoft">{texts.findText(facility.primarySubstationCode)}</AppText>
      {open.map((community) => (
        <Found key={community.communityId} facility={facility} community={community} />
      ))}
    </Section>
  );
}

interface FoundProps {
  readonly facility: Facility;
  readonly community: CommunitySummary;
}

function Found({ facility, community }: FoundProps) {
  const allTexts = useTexts();
  const texts = allTexts.facility.membership;
  const { toast } = useAnnouncer();
  const agree = useAgreeToMembership(facility.facilityId);
  const { name, communityId, facilityCount, memberCount, status } = community;
  const ask = () =>
    agree.mutate(communityId, {
      onSuccess: (answer) =>
        toast({ text: answer.status === "joined" ? texts.joined : texts.asked }),
    });
  return (
    <Card title={name} level={3}>
      <Column>
        <AppText color="textMuted">
          {[texts.facilities(facilityCount), texts.members(memberCount), texts[status]].join(" · ")}
        </AppText>
      </Column>
      {agree.error !== null && <Banner tone="danger" text={problemText(allTexts, agree.error)} />}
      <Button
        variant="primary"
        label={texts.join}
        hint={texts.joinLabel(name)}
        onPress={ask}
        busy={agree.isPending}
      />
    </Card>
  );
}
