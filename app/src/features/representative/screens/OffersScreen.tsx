import { useRouter } from "expo-router";
import { useState } from "react";

import {
  useCommunityOffers,
  useConsent,
  useEndMembership,
  useMembers,
  type Offer,
} from "@/api/queries/representative";
import { useTexts } from "@/texts";
import { AppText, Button, Card, Column, ConfirmDialog, Row, Separator, useFormats } from "@/ui";

import { ManageScreen } from "../components/ManageScreen";
import { useFacilityFacts } from "../components/useFacilityFacts";
import { useNameOf } from "../components/usePeople";
import { useStep } from "../components/useStep";
import { split } from "../logic/offers";
import { managePath } from "../logic/paths";

/** FR9.1: who asks to join, to be answered; who is invited, to be waited for. */
export function OffersScreen({ communityId }: { readonly communityId: string }) {
  const words = useTexts().representative.members;
  const router = useRouter();
  const query = useCommunityOffers(communityId);
  const { requests, invitations } = split(query.data ?? []);
  const invite = () => router.push(managePath(communityId, "invite"));
  return (
    <ManageScreen
      communityId={communityId}
      title={words.offersTitle}
      width="reading"
      queries={[query, useMembers(communityId)]}
      empty={
        requests.length + invitations.length === 0
          ? {
              kind: "empty",
              icon: "mail",
              title: words.offersEmpty,
              text: words.offersEmptyText,
              action: { label: words.invite, icon: "plus", onPress: invite },
            }
          : null
      }
    >
      {() => (
        <>
          {requests.length > 0 && (
            <Card title={words.requests}>
              <AppText color="textSoft">{words.requestsText}</AppText>
              <AppText variant="small" color="textMuted">
                {words.checkOwner}
              </AppText>
              {requests.map((offer) => (
                <Request key={offer.facilityId} offer={offer} />
              ))}
            </Card>
          )}
          {invitations.length > 0 && (
            <Card title={words.invitations}>
              <AppText color="textSoft">{words.invitationsText}</AppText>
              <AppText variant="small" color="textMuted">
                {words.invitedUnseen}
              </AppText>
              {invitations.map((offer) => (
                <Invitation key={offer.facilityId} offer={offer} />
              ))}
            </Card>
          )}
          <Button icon="plus" label={words.invite} onPress={invite} />
        </>
      )}
    </ManageScreen>
  );
}

function Request({ offer }: { readonly offer: Offer }) {
  const words = useTexts().representative.members;
  const step = useStep();
  const [isAsking, setAsking] = useState(false);
  const name = useOfferName(offer);
  const accepting = useConsent(offer.communityId);
  const declining = useEndMembership(offer.communityId);
  const decline = () =>
    step(declining, offer.facilityId, {
      done: () => words.declined,
      then: () => setAsking(false),
    });
  return (
    <>
      <Separator />
      <OfferWords offer={offer} name={name} />
      <Row gap="s" wrap>
        <Button
          variant="primary"
          icon="check"
          label={words.accept}
          hint={name}
          busy={accepting.isPending}
          onPress={() =>
            step(
              accepting,
              { facilityId: offer.facilityId, validFrom: offer.validFrom },
              { done: () => words.accepted(name) },
            )
          }
        />
        <Button label={words.decline} hint={name} onPress={() => setAsking(true)} />
      </Row>
      <ConfirmDialog
        visible={isAsking}
        title={words.declineTitle(name)}
        text={words.declineText}
        confirmLabel={words.decline}
        busy={declining.isPending}
        onConfirm={decline}
        onCancel={() => setAsking(false)}
      />
    </>
  );
}

function Invitation({ offer }: { readonly offer: Offer }) {
  const words = useTexts().representative.members;
  const step = useStep();
  const name = useOfferName(offer);
  const ending = useEndMembership(offer.communityId);
  return (
    <>
      <Separator />
      <OfferWords offer={offer} name={name} />
      <Button
        label={words.takeBack}
        hint={name}
        busy={ending.isPending}
        onPress={() => step(ending, offer.facilityId, { done: () => words.takenBack })}
      />
    </>
  );
}

/** Whoever asks shows the facility's name; of the invited one's own are known, or former members. */
function useOfferName({ communityId, facilityId, facility }: Offer): string {
  const nameOf = useNameOf(communityId);
  return facility?.name ?? nameOf(facilityId);
}

function OfferWords({ offer, name }: { readonly offer: Offer; readonly name: string }) {
  const words = useTexts().representative.members;
  const formats = useFormats();
  const when = formats.dayTime(offer.offeredAt);
  return (
    <Column gap="xs">
      <AppText strong>{name}</AppText>
      {offer.facility !== null && <Offered facility={offer.facility} />}
      <AppText variant="small" color="textMuted">
        {offer.kind === "request" ? words.asked(when) : words.invited(when)}
        {offer.validFrom !== null &&
          ` · ${words.countsFrom(formats.date(offer.validFrom, "long"))}`}
      </AppText>
      <AppText variant="small" color="textMuted" selectable>
        {offer.facilityId}
      </AppText>
    </Column>
  );
}

function Offered({ facility }: { readonly facility: NonNullable<Offer["facility"]> }) {
  return <AppText>{useFacilityFacts(facility).join("\u00a0· ")}</AppText>;
}
