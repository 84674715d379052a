import { useState } from "react";

import { type Passkey, useRemovePasskey, useRenamePasskey } from "@/api/queries/account";
import { useTexts } from "@/texts";
import {
  Banner,
  Button,
  Column,
  ConfirmDialog,
  Dialog,
  IconButton,
  ListRow,
  Row,
  TextField,
  useAnnouncer,
  useFormats,
} from "@/ui";
import { useAttempt } from "@/view/useAttempt";

type Asking = "rename" | "remove" | null;

/** A passkey, and what can be done with it. */
export function PasskeyRow({ passkey }: { readonly passkey: Passkey }) {
  const words = useTexts().settings.security;
  const formats = useFormats();
  const [asking, setAsking] = useState<Asking>(null);
  const { name, createdAt, lastUsedAt, backedUp } = passkey;
  const lines = [
    lastUsedAt === null ? words.neverUsed : words.usedOn(formats.dayTime(lastUsedAt)),
    words.addedOn(formats.dayTime(createdAt)),
    ...(backedUp ? [words.backedUp] : []),
  ];
  const close = () => setAsking(null);
  return (
    <>
      <ListRow
        icon="key"
        title={name}
        subtitle={lines.join("\n")}
        trailing={
          <Row gap="xs">
            <IconButton
              icon="edit"
              label={words.rename(name)}
              onPress={() => setAsking("rename")}
            />
            <IconButton icon="bin" label={words.remove(name)} onPress={() => setAsking("remove")} />
          </Row>
        }
      />
      <Dialog visible={asking === "rename"} title={words.renameTitle} onClose={close}>
        <RenameForm passkey={passkey} onDone={close} />
      </Dialog>
      <RemoveDialog passkey={passkey} visible={asking === "remove"} onClose={close} />
    </>
  );
}

function RenameForm({ passkey, onDone }: { passkey: Passkey; onDone: () => void }) {
  const words = useTexts().settings.security;
  const { toast } = useAnnouncer();
  const renaming = useRenamePasskey();
  const { attempt, isBusy, failure } = useAttempt();
  const [name, setName] = useState(passkey.name);
  const [wrong, setWrong] = useState<string>();
  const save = async () => {
    const chosen = name.trim();
    setWrong(chosen === "" ? words.passkeyNameMissing : undefined);
    if (chosen === "") return;
    const { passkeyId } = passkey;
    if (!(await attempt(() => renaming.mutateAsync({ passkeyId, name: chosen })))) return;
    toast({ text: words.renamed, tone: "good" });
    onDone();
  };
  return (
    <Column gap="m">
      <TextField
        label={words.passkeyName}
        hint={words.passkeyNameHint}
        value={name}
        onChangeText={setName}
        error={wrong}
        disabled={isBusy}
        maxLength={100}
        onSubmit={() => void save()}
      />
      {failure !== null && <Banner tone="danger" text={failure} />}
      <Button
        variant="primary"
        wide
        label={words.renameLabel}
        busy={isBusy}
        onPress={() => void save()}
      />
    </Column>
  );
}

interface RemoveDialogProps {
  readonly passkey: Passkey;
  readonly visible: boolean;
  readonly onClose: () => void;
}

function RemoveDialog({ passkey, visible, onClose }: RemoveDialogProps) {
  const words = useTexts().settings.security;
  const { toast } = useAnnouncer();
  const removing = useRemovePasskey();
  const { attempt, isBusy, failure, forget } = useAttempt();
  const close = () => {
    forget();
    onClose();
  };
  const remove = async () => {
    if (!(await attempt(() => removing.mutateAsync(passkey.passkeyId)))) return;
    toast({ text: words.removed, tone: "good" });
    onClose();
  };
  return (
    <ConfirmDialog
      visible={visible}
      title={words.removeTitle}
      text={passkey.name}
      consequences={[words.removeText, words.removeHint]}
      confirmLabel={words.removeLabel}
      onConfirm={() => void remove()}
      onCancel={close}
      busy={isBusy}
      error={failure ?? undefined}
    />
  );
}
