import { useState } from "react";

import { type Community } from "@/api/queries/communities";
import {
  useCommunityAudit,
  useEndProposal,
  useHandOver,
  useMembers,
} from "@/api/queries/representative";
import { problemText, useTexts } from "@/texts";
import { AppText, Button, Card, ConfirmDialog, RadioList, TextField } from "@/ui";

import { idIn } from "../logic/invite";
import { type Candidate } from "../logic/successors";

import { ManageScreen } from "./ManageScreen";
import { useCandidates, usePersonOf } from "./usePeople";
import { useStep } from "./useStep";

/** For the representative: whom to propose, or whose answer is waited for. */
export function ProposeSuccessor({ communityId }: { readonly communityId: string }) {
  const words = useTexts().representative.handover;
  const queries = [useMembers(communityId), useCommunityAudit(communityId)];
  const candidates = useCandidates(communityId);
  return (
    <ManageScreen
      communityId={communityId}
      title={words.title}
      subtitle={words.subtitle}
      width="form"
      queries={queries}
    >
      {(community) =>
        community.proposedRepresentativeId === null ? (
          <Choice community={community} candidates={candidates} />
        ) : (
          <Waiting community={community} proposed={community.proposedRepresentativeId} />
        )
      }
    </ManageScreen>
  );
}

interface WaitingProps {
  readonly community: Community;
  readonly proposed: string;
}

function Waiting({ community: { communityId }, proposed }: WaitingProps) {
  const words = useTexts().representative.handover;
  const step = useStep();
  const ending = useEndProposal(communityId);
  const who = usePersonOf(communityId, words.inSentence)(proposed);
  return (
    <Card title={words.waiting}>
      <AppText>{words.waitingText(who)}</AppText>
      <Button
        label={words.takeBack}
        busy={ending.isPending}
        onPress={() => step(ending, undefined, { done: () => words.takenBack })}
      />
    </Card>
  );
}

const SOMEBODY_ELSE = "else";

interface ChoiceProps {
  readonly community: Community;
  readonly candidates: readonly Candidate[];
}

function Choice({ community: { communityId }, candidates }: ChoiceProps) {
  const words = useTexts().representative.handover;
  const form = useProposal(communityId, candidates);
  const options = [
    ...candidates.map(({ userId, facilityNames }) => ({
      value: userId,
      label: words.ownerOf(facilityNames.join(", ")),
    })),
    { value: SOMEBODY_ELSE, label: words.somebodyElse },
  ];
  return (
    <Card title={words.choose}>
      {candidates.length === 0 && <AppText color="textSoft">{words.emptyText}</AppText>}
      {candidates.length > 0 && (
        <RadioList
          label={words.choose}
          value={form.chosen}
          options={options}
          onChange={form.choose}
        />
      )}
      {form.isTyped && (
        <TextField
          label={words.userId}
          hint={words.userIdHint}
          value={form.pasted}
          onChangeText={form.setPasted}
          error={form.error ?? undefined}
        />
      )}
      {!form.isTyped && form.error !== null && (
        <AppText color="danger" live="assertive">
          {form.error}
        </AppText>
      )}
      <Button variant="primary" wide label={words.propose} onPress={form.ask} />
      <ProposeDialog communityId={communityId} form={form} />
    </Card>
  );
}

interface ProposeDialogProps {
  readonly communityId: string;
  readonly form: ReturnType<typeof useProposal>;
}

function ProposeDialog({ communityId, form }: ProposeDialogProps) {
  const texts = useTexts();
  const words = texts.representative.handover;
  const step = useStep();
  const proposing = useHandOver(communityId);
  const personOf = usePersonOf(communityId, words.inSentence);
  const { successor, close } = form;
  return (
    <ConfirmDialog
      visible={successor !== null}
      title={words.proposeTitle}
      text={words.proposeText(personOf(successor ?? ""))}
      consequences={[words.proposeWait, words.proposeLose]}
      undo={words.proposeUndo}
      confirmLabel={words.propose}
      destructive={false}
      busy={proposing.isPending}
      error={proposing.isError ? problemText(texts, proposing.error) : undefined}
      onCancel={() => {
        proposing.reset();
        close();
      }}
      onConfirm={() => {
        if (successor === null) return;
        step(proposing, successor, { done: () => words.proposed, then: close });
      }}
    />
  );
}

/** Who is chosen or typed, and whether to ask for confirmation. */
function useProposal(communityId: string, candidates: readonly Candidate[]) {
  const words = useTexts().representative.handover;
  const [chosen, setChosen] = useState<string | null>(null);
  const [pasted, setPasted] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [successor, setSuccessor] = useState<string | null>(null);
  const isTyped = candidates.length === 0 || chosen === SOMEBODY_ELSE;
  return {
    communityId,
    chosen,
    pasted,
    error,
    successor,
    isTyped,
    choose: (next: string) => {
      setChosen(next);
      setError(null);
    },
    setPasted: (next: string) => {
      setPasted(next);
      setError(null);
    },
    ask: () => {
      const next = isTyped ? idIn(pasted) : chosen;
      const wrong = isTyped ? words.idWrong : words.chooseMissing;
      setError(next === null ? wrong : null);
      setSuccessor(next);
    },
    close: () => setSuccessor(null),
  };
}
