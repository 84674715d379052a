import { useState } from "react";

import { Problem } from "@/api/problems";
import { type FacilityRole } from "@/api/queries/facilities";
import {
  type Invitation,
  useInvitations,
  useInvite,
  useTakeBackInvitation,
} from "@/api/queries/facilityPeople";
import { fieldProblemText, problemText, useTexts } from "@/texts";
import {
  AppText,
  Banner,
  Button,
  Card,
  Column,
  ListRow,
  TextField,
  useAnnouncer,
  useFormats,
} from "@/ui";

import { RoleList } from "./PersonRow";

/** Whoever has the address is invited, also before they have signed up. */
export function InviteCard({ facilityId }: { readonly facilityId: string }) {
  const texts = useTexts().facility.people;
  const { data: waiting = [] } = useInvitations(facilityId, true);
  return (
    <>
      {waiting.length > 0 && (
        <Card title={texts.waiting} flush>
          {waiting.map((invitation) => (
            <Waiting key={invitation.invitationId} invitation={invitation} />
          ))}
        </Card>
      )}
      <Card title={texts.invite}>
        <AppText color="textSoft">{texts.inviteText}</AppText>
        <InviteForm facilityId={facilityId} />
      </Card>
    </>
  );
}

function Waiting({ invitation }: { readonly invitation: Invitation }) {
  const allTexts = useTexts();
  const texts = allTexts.facility.people;
  const formats = useFormats();
  const { toast } = useAnnouncer();
  const takeBack = useTakeBackInvitation(invitation.facilityId);
  const role = texts.roles[invitation.role].toLocaleLowerCase();
  const press = () =>
    takeBack.mutate(invitation.invitationId, {
      onSuccess: () => toast({ text: texts.takenBack }),
      onError: (error) => toast({ tone: "danger", text: problemText(allTexts, error) }),
    });
  return (
    <ListRow
      icon="mail"
      title={texts.invited(role)}
      subtitle={texts.expires(formats.date(invitation.expiresAt, "long"))}
      trailing={<Button label={texts.takeBack} onPress={press} busy={takeBack.isPending} />}
    />
  );
}

const LOOKS_LIKE_EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function InviteForm({ facilityId }: { readonly facilityId: string }) {
  const allTexts = useTexts();
  const texts = allTexts.facility.people;
  const { toast } = useAnnouncer();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<FacilityRole>("viewer");
  const [emailError, setEmailError] = useState<string>();
  const invite = useInvite(facilityId);
  const send = () => {
    const address = email.trim();
    const isAddress = LOOKS_LIKE_EMAIL.test(address);
    setEmailError(isAddress ? undefined : texts.noEmail);
    if (!isAddress) return;
    invite.mutate(
      { email: address, role },
      {
        onSuccess: () => {
          setEmail("");
          toast({ text: texts.sent(address) });
        },
        onError: (error) => {
          const field = error instanceof Problem ? error.fields[0] : undefined;
          if (field !== undefined) setEmailError(fieldProblemText(allTexts, field));
        },
      },
    );
  };
  return (
    <Column gap="m">
      <TextField
        label={texts.email}
        kind="email"
        value={email}
        error={emailError}
        onChangeText={(typed) => {
          setEmail(typed);
          setEmailError(undefined);
        }}
        onSubmit={send}
      />
      <RoleList role={role} onChange={setRole} />
      {invite.error !== null && emailError === undefined && (
        <Banner tone="danger" text={problemText(allTexts, invite.error)} />
      )}
      <Button
        variant="primary"
        icon="mail"
        label={texts.send}
        onPress={send}
        busy={invite.isPending}
        wide
      />
    </Column>
  );
}
