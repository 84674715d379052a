import {
  type ReceivedInvitation,
  useAcceptInvitation,
  useDeclineInvitation,
  useReceivedInvitations,
} from "@/api/queries/facilityPeople";
import { problemText, useTexts } from "@/texts";
import { AppText, Button, Card, Column, Row, useAnnouncer, useFormats } from "@/ui";

/** What others invite the user to; nothing where nobody does. */
export function ReceivedInvitations() {
  const { data: invitations = [] } = useReceivedInvitations();
  const texts = useTexts().facility.people;
  if (invitations.length === 0) return null;
  return (
    <Card title={texts.receivedTitle}>
      {invitations.map((invitation) => (
        <Received key={invitation.invitationId} invitation={invitation} />
      ))}
    </Card>
  );
}

function Received({ invitation }: { readonly invitation: ReceivedInvitation }) {
  const allTexts = useTexts();
  const texts = allTexts.facility.people;
  const formats = useFormats();
  const { toast } = useAnnouncer();
  const accept = useAcceptInvitation();
  const decline = useDeclineInvitation();
  const { facilityName, invitationId, expiresAt, role } = invitation;
  const onError = (error: Error) => toast({ tone: "danger", text: problemText(allTexts, error) });
  return (
    <Column gap="s">
      <AppText>{texts.received(facilityName, texts.roles[role].toLocaleLowerCase())}</AppText>
      <AppText variant="small" color="textMuted">
        {texts.expires(formats.date(expiresAt, "long"))}
      </AppText>
      <Row gap="s" wrap>
        <Button
          variant="primary"
          label={texts.accept}
          busy={accept.isPending}
          onPress={() =>
            accept.mutate(invitationId, {
              onSuccess: () => toast({ text: texts.accepted(facilityName) }),
              onError,
            })
          }
        />
        <Button
          label={texts.decline}
          busy={decline.isPending}
          onPress={() =>
            decline.mutate(invitationId, {
              onSuccess: () => toast({ text: texts.declined }),
              onError,
            })
          }
        />
      </Row>
    </Column>
  );
}
