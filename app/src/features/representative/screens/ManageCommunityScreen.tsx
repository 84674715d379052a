import { useRouter, type Href } from "expo-router";

import { type Community } from "@/api/queries/communities";
import { useCommunityOffers, useEligibility, useMembers } from "@/api/queries/representative";
import { useTexts } from "@/texts";
import { AppText, Badge, Banner, Card, Column, Row, Stat, Tag, useFormats } from "@/ui";
import { ListRow, TextLink, type IconName } from "@/ui";

import { ManageScreen } from "../components/ManageScreen";
import { usePersonOf } from "../components/usePeople";
import { unmet } from "../logic/eligibility";
import { summaryOf } from "../logic/members";
import { split } from "../logic/offers";
import { communityPath, managePath, rulesPath } from "../logic/paths";

/** The representative's area: what waits first, how the community stands, then every function. */
export function ManageCommunityScreen({ communityId }: { readonly communityId: string }) {
  const words = useTexts().representative.hub;
  const offers = useCommunityOffers(communityId);
  return (
    <ManageScreen
      communityId={communityId}
      title={words.title}
      subtitle={({ name }) => name}
      parent={communityPath(communityId)}
      queries={[useMembers(communityId), useEligibility(communityId), offers]}
      aside={() => <RulePlaces communityId={communityId} />}
    >
      {(community) => (
        <>
          <Waiting communityId={communityId} />
          <Standing community={community} />
          <Proposal community={community} />
          <PeoplePlaces communityId={communityId} />
        </>
      )}
    </ManageScreen>
  );
}

function Waiting({ communityId }: { readonly communityId: string }) {
  const words = useTexts().representative.hub;
  const router = useRouter();
  const { requests } = split(useCommunityOffers(communityId).data ?? []);
  if (requests.length === 0) return null;
  return (
    <Banner
      tone="warn"
      icon="person"
      title={words.waiting(requests.length)}
      text={words.waitingText}
      action={{
        label: words.answer,
        onPress: () => router.push(managePath(communityId, "offers")),
      }}
    />
  );
}

function Standing({ community }: { readonly community: Community }) {
  const words = useTexts().representative.hub;
  const formats = useFormats();
  const router = useRouter();
  const { communityId } = community;
  const { plantPowerW } = summaryOf(useMembers(communityId).data ?? []);
  const eligibility = useEligibility(communityId).data;
  const isActive = community.status === "active";
  return (
    <Card>
      <Row gap="s" wrap>
        <Tag tone={isActive ? "good" : "info"} label={isActive ? words.active : words.forming} />
        {eligibility && (
          <Tag
            tone={eligibility.eligible ? "good" : "warn"}
            label={eligibility.eligible ? words.eligible : words.notEligible(unmet(eligibility))}
          />
        )}
      </Row>
      <Row gap="l" wrap align="flex-start">
        <Column basis={80}>
          <Stat label={words.members} value={formats.number(community.memberCount)} />
        </Column>
        <Column basis={80}>
          <Stat label={words.facilities} value={formats.number(community.facilityCount)} />
        </Column>
        <Column basis={100}>
          <Stat label={words.plantPower} value={formats.power(plantPowerW)} />
        </Column>
      </Row>
      {!isActive && <AppText color="textSoft">{words.formingText}</AppText>}
      <TextLink
        label={words.seeConditions}
        onPress={() => router.push(managePath(communityId, "eligibility"))}
      />
    </Card>
  );
}

function Proposal({ community }: { readonly community: Community }) {
  const texts = useTexts().representative;
  const personOf = usePersonOf(community.communityId, texts.handover.inSentence);
  const { proposedRepresentativeId } = community;
  if (proposedRepresentativeId === null) return null;
  return <Banner text={texts.hub.proposedTo(personOf(proposedRepresentativeId))} />;
}

interface PlacesProps {
  readonly communityId: string;
}

function PeoplePlaces({ communityId }: PlacesProps) {
  const words = useTexts().representative.hub;
  const { requests, invitations } = split(useCommunityOffers(communityId).data ?? []);
  const isNobody = requests.length + invitations.length === 0;
  return (
    <Card flush title={words.people}>
      <Place icon="plus" title={words.inviteRow} to={managePath(communityId, "invite")} />
      <Place
        icon="mail"
        title={words.offersRow}
        note={isNobody ? words.noOffers : words.offersNote(requests.length, invitations.length)}
        waiting={requests.length}
        to={managePath(communityId, "offers")}
      />
      <Place icon="house" title={words.membersRow} to={managePath(communityId, "members")} />
      <Place
        icon="checkCircle"
        title={words.eligibilityRow}
        to={managePath(communityId, "eligibility")}
      />
    </Card>
  );
}

function RulePlaces({ communityId }: PlacesProps) {
  const words = useTexts().representative.hub;
  return (
    <>
      <Card flush title={words.rules}>
        <Place icon="bell" title={words.surplusRow} to={rulesPath(communityId, "surplus")} />
        <Place icon="euro" title={words.distributionRow} to={rulesPath(communityId, "division")} />
        <Place
          icon="document"
          title={words.statementsRow}
          to={rulesPath(communityId, "accounts")}
        />
        <Place icon="table" title={words.curvesRow} to={managePath(communityId, "official-data")} />
        <Place icon="chart" title={words.effectRow} to={rulesPath(communityId, "effect")} />
      </Card>
      <Card flush title={words.community}>
        <Place icon="edit" title={words.editRow} to={managePath(communityId, "edit")} />
        <Place icon="person" title={words.handoverRow} to={managePath(communityId, "handover")} />
        <Place icon="clock" title={words.auditRow} to={managePath(communityId, "audit")} />
        <Place icon="bin" title={words.removeRow} to={managePath(communityId, "remove")} />
      </Card>
    </>
  );
}

interface PlaceProps {
  readonly icon: IconName;
  readonly title: string;
  readonly note?: string;
  readonly waiting?: number;
  readonly to: Href;
}

function Place({ icon, title, note, waiting = 0, to }: PlaceProps) {
  const router = useRouter();
  return (
    <ListRow
      icon={icon}
      title={title}
      subtitle={note}
      trailing={waiting > 0 ? <Badge count={waiting} label={note ?? title} /> : undefined}
      onPress={() => router.push(to)}
    />
  );
}
