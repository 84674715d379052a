import { type ReactNode, useState } from "react";

import { AppText } from "./AppText";
import { Column, Row } from "./Box";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { Icon } from "./icons";
import { TextField } from "./TextField";
import { useUiTexts } from "./theme";

export interface ConfirmDialogProps {
  readonly visible: boolean;
  readonly title: string;
  /** What is asked, in a sentence. */
  readonly text?: string;
  /** What will happen, one thing a line. */
  readonly consequences?: readonly string[];
  /** Whether and how it can be undone. */
  readonly undo?: string;
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly busy?: boolean;
  /** What went wrong at the last try. */
  readonly error?: string | undefined;
  /** To be typed before it can be confirmed: for what is hardest to get back. */
  readonly typeToConfirm?: string;
  readonly destructive?: boolean;
  readonly children?: ReactNode;
}

/** Asks before a step that cannot simply be taken back, and says what it means. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog visible={props.visible} title={props.title} onClose={props.onCancel}>
      <ConfirmContent {...props} />
    </Dialog>
  );
}

/** Mounted anew each time it opens, so that what was typed is gone. */
function ConfirmContent(props: ConfirmDialogProps) {
  const { text, consequences = [], undo, typeToConfirm, busy = false, error, children } = props;
  const { confirmLabel, cancelLabel, onConfirm, onCancel, destructive = true } = props;
  const [typed, setTyped] = useState("");
  const texts = useUiTexts();
  const isTyped = typeToConfirm === undefined || sameWords(typed, typeToConfirm);
  return (
    <Column gap="m">
      {text !== undefined && <AppText>{text}</AppText>}
      {consequences.length > 0 && <Consequences lines={consequences} />}
      {undo !== undefined && <Line icon="refresh" text={undo} />}
      {children}
      {typeToConfirm !== undefined && (
        <TextField
          label={texts.typeToConfirm(typeToConfirm)}
          value={typed}
          onChangeText={setTyped}
          kind="search"
        />
      )}
      {error !== undefined && (
        <AppText color="danger" live="assertive">
          {error}
        </AppText>
      )}
      <Button
        label={confirmLabel}
        variant={destructive ? "danger" : "primary"}
        onPress={onConfirm}
        busy={busy}
        disabled={!isTyped}
        wide
      />
      <Button label={cancelLabel ?? texts.cancel} onPress={onCancel} wide />
    </Column>
  );
}

function sameWords(typed: string, wanted: string): boolean {
  const plain = (words: string) => words.trim().replace(/\s+/g, " ").toLocaleLowerCase();
  return plain(typed) === plain(wanted);
}

function Consequences({ lines }: { readonly lines: readonly string[] }) {
  const texts = useUiTexts();
  return (
    <Column gap="s">
      <AppText variant="label">{texts.whatHappens}</AppText>
      {lines.map((line) => (
        <Line key={line} icon="chevronRight" text={line} />
      ))}
    </Column>
  );
}

function Line({
  icon,
  text,
}: {
  readonly icon: "chevronRight" | "refresh";
  readonly text: string;
}) {
  return (
    <Row gap="s" align="flex-start">
      <Icon name={icon} size={20} color="textMuted" />
      <AppText color="textSoft" grow>
        {text}
      </AppText>
    </Row>
  );
}
