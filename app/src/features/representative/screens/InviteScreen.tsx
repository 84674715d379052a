import { useState } from "react";

import { type Community } from "@/api/queries/communities";
import { useMyFacilities, type Facility } from "@/api/queries/facilities";
import { useConsent } from "@/api/queries/representative";
import { problemText, useTexts } from "@/texts";
import {
  AppText,
  Banner,
  Button,
  Card,
  Column,
  Disclosure,
  TextField,
  useAnnouncer,
  useFormats,
} from "@/ui";

import { ManageScreen } from "../components/ManageScreen";
import { useStep } from "../components/useStep";
import { beginOf, idIn } from "../logic/invite";
import { ownThatCanJoin } from "../logic/offers";

/** FR9.1: a facility is invited by its id; the representative's own join at once. */
export function InviteScreen({ communityId }: { readonly communityId: string }) {
  const words = useTexts().representative.invite;
  return (
    <ManageScreen
      communityId={communityId}
      title={words.title}
      subtitle={words.subtitle}
      width="form"
    >
      {(community) => (
        <>
          <OwnFacilities community={community} />
          <InviteForm community={community} />
        </>
      )}
    </ManageScreen>
  );
}

function OwnFacilities({ community }: { readonly community: Community }) {
  const words = useTexts().representative.invite;
  const own = ownThatCanJoin(useMyFacilities().data ?? [], community);
  if (own.length === 0) return null;
  return (
    <Card title={words.own}>
      <AppText color="textSoft">{words.ownText}</AppText>
      {own.map((facility) => (
        <OwnFacility key={facility.facilityId} facility={facility} community={community} />
      ))}
    </Card>
  );
}

interface OwnFacilityProps {
  readonly facility: Facility;
  readonly community: Community;
}

function OwnFacility({ facility: { facilityId, name }, community }: OwnFacilityProps) {
  const words = useTexts().representative.invite;
  const step = useStep();
  const joining = useConsent(community.communityId);
  return (
    <Button
      icon="plus"
      wide
      label={words.addOwn(name)}
      busy={joining.isPending}
      onPress={() => step(joining, { facilityId }, { done: () => words.joined(name) })}
    />
  );
}

function InviteForm({ community }: { readonly community: Community }) {
  const words = useTexts().representative.invite;
  const form = useInvitation(community);
  return (
    <Card title={words.other}>
      <Column gap="l">
        <TextField
          label={words.id}
          hint={words.idHint}
          value={form.pasted}
          onChangeText={form.setPasted}
          error={form.errors.id}
          disabled={form.isBusy}
        />
        <Disclosure title={words.from} icon="calendar">
          <TextField
            label={words.from}
            hint={words.fromHint}
            kind="date"
            optional
            value={form.day}
            onChangeText={form.setDay}
            error={form.errors.day}
            disabled={form.isBusy}
          />
        </Disclosure>
        {form.failure !== null && <Banner tone="danger" text={form.failure} />}
        <Button
          variant="primary"
          icon="mail"
          wide
          label={words.send}
          busy={form.isBusy}
          onPress={form.send}
        />
        <AppText variant="small" color="textMuted">
          {words.alsoAsk}
        </AppText>
      </Column>
    </Card>
  );
}

interface InviteErrors {
  readonly id?: string;
  readonly day?: string;
}

function useInvitation({ communityId }: Community) {
  const texts = useTexts();
  const words = texts.representative.invite;
  const { timeZone } = useFormats();
  const { toast } = useAnnouncer();
  const inviting = useConsent(communityId);
  const [pasted, setPasted] = useState("");
  const [day, setDay] = useState("");
  const [errors, setErrors] = useState<InviteErrors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const send = () => {
    const facilityId = idIn(pasted);
    const validFrom = day.trim() === "" ? null : beginOf(day, timeZone);
    const isDayWrong = day.trim() !== "" && validFrom === null;
    setFailure(null);
    setErrors({
      ...(facilityId === null && { id: pasted.trim() === "" ? words.idMissing : words.idWrong }),
      ...(isDayWrong && { day: words.fromWrong }),
    });
    if (facilityId === null || isDayWrong) return;
    inviting.mutate(
      { facilityId, validFrom },
      {
        onSuccess: ({ status }) => {
          toast({ text: status === "joined" ? words.joinedAtOnce : words.sent, tone: "good" });
          setPasted("");
          setDay("");
        },
        onError: (error) => setFailure(problemText(texts, error)),
      },
    );
  };
  return {
    pasted,
    day,
    errors,
    failure,
    isBusy: inviting.isPending,
    setPasted: (next: string) => {
      setPasted(next);
      setErrors({});
    },
    setDay: (next: string) => {
      setDay(next);
      setErrors({});
    },
    send,
  };
}
