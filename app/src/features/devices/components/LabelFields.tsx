import { useState } from "react";

import { useTexts } from "@/texts";
import { AppText, Banner, Button, Card, TextField, useAnnouncer } from "@/ui";

import { type Label, labelIn } from "../logic/label";
import { canScan, LabelScanner } from "./LabelScanner";

interface LabelFieldsProps {
  readonly label: Label;
  readonly onChange: (label: Label) => void;
  readonly errors: { readonly deviceId?: string | undefined; readonly proof?: string | undefined };
  readonly onSubmit: () => void;
}

/** Id and code of the label: by the camera, or typed. */
export function LabelFields({ label, onChange, errors, onSubmit }: LabelFieldsProps) {
  const words = useTexts().devices.association;
  return (
    <Card title={words.label}>
      <Scan onRead={onChange} />
      <TextField
        label={words.id}
        hint={words.idHint}
        error={errors.deviceId}
        value={label.deviceId}
        maxLength={64}
        onChangeText={(deviceId) => onChange({ ...label, deviceId })}
      />
      <TextField
        label={words.proof}
        hint={words.proofHint}
        error={errors.proof}
        value={label.proof}
        maxLength={40}
        onChangeText={(proof) => onChange({ ...label, proof })}
        onSubmit={onSubmit}
      />
    </Card>
  );
}

type Scanning = "off" | "on" | "unreadable" | "noCamera" | "cameraDenied";

function Scan({ onRead }: { readonly onRead: (label: Label) => void }) {
  const words = useTexts().devices.association;
  const { announce } = useAnnouncer();
  const [state, setState] = useState<Scanning>("off");
  if (!canScan()) return <AppText color="textSoft">{words.labelText}</AppText>;
  const read = (text: string) => {
    const label = labelIn(text);
    setState(label === null ? "unreadable" : "off");
    if (label === null) return;
    onRead(label);
    announce(words.scanned(label.deviceId));
  };
  if (state === "on" || state === "unreadable") {
    return (
      <>
        <AppText>{words.scanning}</AppText>
        <LabelScanner onScanned={read} onUnavailable={setState} />
        {state === "unreadable" && <Banner tone="warn" text={words.unreadable} />}
        <Button label={words.stopScanning} onPress={() => setState("off")} />
      </>
    );
  }
  return (
    <>
      <AppText color="textSoft">{words.labelText}</AppText>
      {state === "off" ? (
        <Button icon="qr" label={words.scan} onPress={() => setState("on")} />
      ) : (
        <Banner tone="warn" text={words[state]} />
      )}
    </>
  );
}
