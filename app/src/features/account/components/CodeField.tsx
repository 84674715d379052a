import { getStringAsync } from "expo-clipboard";
import { useState } from "react";

import { useTexts } from "@/texts";
import { Button, Column, TextField } from "@/ui";

import { codeIn, codeOf } from "../logic/accountForms";

interface CodeFieldProps {
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly error?: string | undefined;
  readonly disabled: boolean;
  readonly onSubmit?: () => void;
}

// Room for spaces between the digits and for what stands around a pasted code.
const LONGEST_TYPED = 40;

/** The mailed code: typed, filled in by the phone, or pasted from the mail. */
export function CodeField({ value, onChange, error, disabled, onSubmit }: CodeFieldProps) {
  const words = useTexts().account;
  const [pasteError, setPasteError] = useState<string>();
  const change = (typed: string) => {
    setPasteError(undefined);
    onChange(codeIn(typed) ?? codeOf(typed));
  };
  const paste = async () => {
    // Whoever does not let the page read the clipboard can still type.
    const text = await getStringAsync().catch(() => "");
    const code = codeIn(text);
    if (code === null) setPasteError(words.nothingToPaste);
    else change(code);
  };
  return (
    <Column gap="s">
      <TextField
        label={words.code}
        hint={words.codeHint}
        kind="code"
        value={value}
        onChangeText={change}
        error={pasteError ?? error}
        disabled={disabled}
        maxLength={LONGEST_TYPED}
        {...(onSubmit && { onSubmit })}
      />
      <Button
        variant="quiet"
        icon="copy"
        label={words.paste}
        disabled={disabled}
        onPress={() => void paste()}
      />
    </Column>
  );
}
