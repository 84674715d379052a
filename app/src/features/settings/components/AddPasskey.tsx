import { useState } from "react";

import { useApi } from "@/api/ApiProvider";
import { Problem } from "@/api/problems";
import { useSecurityChanged } from "@/api/queries/account";
import { type Way } from "@/session/credentials";
import { passkeys } from "@/session/passkeys";
import { addPasskey } from "@/session/passkeyUse";
import { useTexts } from "@/texts";
import { Banner, Button, Card, TextField, useAnnouncer } from "@/ui";
import { useAttempt } from "@/view/useAttempt";

import { knowsNoProof, SendInstead } from "./SendInstead";

/** Adds a passkey of this device; asks for the password where the sign-in is too long ago. */
export function AddPasskey() {
  const words = useTexts().settings.security;
  const form = useAdding();
  return (
    <Card title={words.add}>
      <TextField
        label={words.passkeyName}
        hint={words.passkeyNameHint}
        value={form.name}
        onChangeText={form.setName}
        error={form.errors.name}
        disabled={form.isBusy}
        maxLength={100}
      />
      {form.needsPassword && (
        <TextField
          label={words.present}
          hint={words.passkeyPasswordText}
          kind="password"
          value={form.password}
          onChangeText={form.setPassword}
          error={form.errors.password}
          disabled={form.isBusy}
          onSubmit={form.add}
        />
      )}
      {form.failure !== null && <Banner tone="danger" text={form.failure} />}
      {form.mustSend && <SendInstead label={words.sendAndAdd} onSend={form.send} />}
      <Button
        variant="primary"
        wide
        icon="key"
        label={words.add}
        busy={form.isBusy}
        busyLabel={words.adding}
        onPress={form.add}
      />
    </Card>
  );
}

function useAdding() {
  const texts = useTexts();
  const words = texts.settings.security;
  const user = useApi().user;
  const { toast } = useAnnouncer();
  const hasChanged = useSecurityChanged();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [needsPassword, setNeedsPassword] = useState(false);
  const [errors, setErrors] = useState<{ name?: string; password?: string }>({});
  const { attempt, isBusy, error, failure } = useAttempt();
  const isRefused = codeOf(error) === "wrong_password";
  const add = async (way: Way) => {
    const found = {
      ...(name.trim() === "" && { name: words.passkeyNameMissing }),
      ...(needsPassword && password === "" && { password: words.presentMissing }),
    };
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const present = needsPassword ? { present: { password, way } } : {};
    const isAdded = await attempt(async () => {
      try {
        await addPasskey(user, passkeys, { name: name.trim(), ...present });
      } catch (refusal) {
        if (codeOf(refusal) === "sign_in_again") setNeedsPassword(true);
        throw refusal;
      }
    });
    if (!isAdded) return;
    setName("");
    setPassword("");
    hasChanged();
    toast({ text: words.added, tone: "good" });
  };
  const mustSend = knowsNoProof(error);
  // The password's own field says that it is asked for, and that it is wrong.
  const isSaid = mustSend || isRefused || codeOf(error) === "sign_in_again";
  return {
    ...{ name, setName, password, setPassword, needsPassword, isBusy, mustSend },
    errors: { ...(isRefused && { password: texts.accountProblems.wrong_password }), ...errors },
    failure: isSaid ? null : failure,
    add: () => void add("proved"),
    send: () => void add("sent"),
  };
}

function codeOf(error: unknown): string | null {
  return error instanceof Problem ? error.code : null;
}
