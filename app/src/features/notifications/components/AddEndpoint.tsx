import * as Clipboard from "expo-clipboard";
import { useState } from "react";

import { Problem } from "@/api/problems";
import { type Channel, useRegisterEndpoint } from "@/api/queries/notificationSettings";
import { problemText, useTexts } from "@/texts";
import {
  AppText,
  Banner,
  Button,
  Card,
  Column,
  Disclosure,
  Row,
  TextField,
  useAnnouncer,
} from "@/ui";

import { errorsOf, schemeList } from "../logic/endpointForm";

interface AddEndpointProps {
  readonly kind: "webhook" | "apprise";
  readonly schemes: Channel["schemes"];
}

/** A server of one's own, or Telegram and the like. */
export function AddEndpoint({ kind, schemes }: AddEndpointProps) {
  const words = useTexts().notifications.settings;
  const [isOpen, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const added = (given: string | null) => {
    setOpen(false);
    setSecret(given);
  };
  return (
    <>
      {secret !== null && <Secret secret={secret} />}
      <Card>
        <Disclosure title={words.add[kind]} icon="plus" open={isOpen} onToggle={setOpen}>
          <AddForm kind={kind} schemes={schemes} onAdded={added} />
        </Disclosure>
      </Card>
    </>
  );
}

type AddFormProps = AddEndpointProps & { readonly onAdded: (secret: string | null) => void };

function AddForm({ kind, schemes, onAdded }: AddFormProps) {
  const words = useTexts().notifications.settings;
  const [draft, setDraft] = useState({ label: "", url: "" });
  const adding = useAdding({ kind, schemes, onAdded });
  return (
    <Column gap="m">
      <TextField
        label={words.label}
        hint={words.labelHint}
        error={adding.errors.label}
        value={draft.label}
        maxLength={60}
        onChangeText={(label) => setDraft({ ...draft, label })}
      />
      <TextField
        label={words.url}
        hint={words.addHints[kind]}
        error={adding.errors.url}
        value={draft.url}
        maxLength={2000}
        onChangeText={(url) => setDraft({ ...draft, url })}
        onSubmit={() => adding.add(draft)}
      />
      {adding.failure !== undefined && <Banner tone="danger" text={adding.failure} />}
      <Button
        variant="primary"
        label={words.addLabel}
        busy={adding.isPending}
        onPress={() => adding.add(draft)}
        wide
      />
    </Column>
  );
}

function useAdding({ kind, schemes, onAdded }: AddFormProps) {
  const texts = useTexts();
  const words = texts.notifications.settings;
  const { toast } = useAnnouncer();
  const register = useRegisterEndpoint();
  const [errors, setErrors] = useState<{ label?: string; url?: string }>({});
  const add = (draft: { label: string; url: string }) => {
    const wrong = errorsOf(draft, schemes);
    const url = wrong.url === "wrongScheme" ? words.wrongScheme(schemeList(schemes)) : words.noUrl;
    setErrors({ ...(wrong.label && { label: words.noLabel }), ...(wrong.url && { url }) });
    if (Object.keys(wrong).length > 0) return;
    const body = { kind, label: draft.label.trim(), url: draft.url.trim() };
    register.mutate(body, {
      onSuccess: ({ secret }) => {
        toast({ text: words.added(body.label) });
        onAdded(secret);
      },
      onError: (error) => {
        if (isAddress(error)) setErrors({ url: problemText(texts, error) });
      },
    });
  };
  const isAtField = register.error === null || isAddress(register.error);
  return {
    add,
    errors,
    isPending: register.isPending,
    failure: isAtField ? undefined : problemText(texts, register.error),
  };
}

function isAddress(error: unknown): boolean {
  return error instanceof Problem && error.code === "invalid_address";
}

/** What a webhook's requests are signed with: shown this once. */
function Secret({ secret }: { readonly secret: string }) {
  const words = useTexts().notifications.settings;
  const { toast } = useAnnouncer();
  const copy = () => {
    void Clipboard.setStringAsync(secret).then(() => toast({ text: words.copied }));
  };
  return (
    <Card title={words.secretTitle}>
      <AppText color="textSoft">{words.secretText}</AppText>
      <AppText selectable tabular>
        {secret}
      </AppText>
      <Row>
        <Button icon="copy" label={words.copy} onPress={copy} />
      </Row>
    </Card>
  );
}
