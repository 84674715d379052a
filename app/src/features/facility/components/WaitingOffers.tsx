import {
  type CommunitySummary,
  type Offer,
  useAgreeToMembership,
  useEndMembership,
} from "@/api/queries/memberships";
import { problemText, useTexts } from "@/texts";
import { AppText, Button, Card, Column, Row, Tag, useAnnouncer, useFormats } from "@/ui";

interface WaitingOffersProps {
  readonly offers: readonly Offer[];
  readonly communities: readonly CommunitySummary[];
}

/** Invitations to answer, and requests that wait for a representative. */
export function WaitingOffers({ offers, communities }: WaitingOffersProps) {
  const texts = useTexts().facility.membership;
  const nameOf = ({ communityId }: Offer) =>
    communities.find((each) => each.communityId === communityId)?.name ?? texts.unknownCommunity;
  return (
    <Card title={texts.waiting}>
      {offers.map((offer) => (
        <Waiting key={offer.communityId} offer={offer} name={nameOf(offer)} />
      ))}
    </Card>
  );
}

function Waiting({ offer, name }: { readonly offer: Offer; readonly name: string }) {
  const allTexts = useTexts();
  const texts = allTexts.facility.membership;
  const formats = useFormats();
  const { toast } = useAnnouncer();
  const agree = useAgreeToMembership(offer.facilityId);
  const end = useEndMembership(offer.facilityId);
  const isInvitation = offer.kind === "invitation";
  const onError = (error: Error) => toast({ tone: "danger", text: problemText(allTexts, error) });
  const accept = () =>
    agree.mutate(offer.communityId, {
      onSuccess: () => toast({ text: texts.joined }),
      onError,
    });
  const refuse = () =>
    end.mutate(offer.communityId, {
      onSuccess: () => toast({ text: isInvitation ? texts.declined : texts.withdrawn }),
      onError,
    });
  return (
    <Column gap="s">
      <AppText variant="subheading">{name}</AppText>
      <Tag
        tone={isInvitation ? "good" : "info"}
        icon={isInvitation ? "mail" : "clock"}
        label={isInvitation ? texts.invitation : texts.request}
      />
      <AppText variant="small" color="textMuted">
        {formats.dayTime(offer.offeredAt)}
      </AppText>
      <Row gap="s" wrap>
        {isInvitation && (
          <Button variant="primary" label={texts.accept} onPress={accept} busy={agree.isPending} />
        )}
        <Button
          label={isInvitation ? texts.decline : texts.withdraw}
          onPress={refuse}
          busy={end.isPending}
        />
      </Row>
    </Column>
  );
}
