import { useState } from "react";

import { problemText, useTexts } from "@/texts";
import { isFailure } from "@/api/problems";
import { type usePush } from "@/push/usePush";
import { Card, SwitchRow, useAnnouncer } from "@/ui";

/** Pushes on the device in the user's hand. */
export function PushCard({ push }: { readonly push: ReturnType<typeof usePush> }) {
  const texts = useTexts();
  const words = texts.notifications.settings;
  const { toast } = useAnnouncer();
  const [isBusy, setBusy] = useState(false);
  const { state } = push;
  const isOn = state === "on";
  const change = (wanted: boolean) => {
    setBusy(true);
    const done = wanted ? push.turnOn() : push.turnOff().then(() => true);
    done
      .then((isDone) =>
        toast(isDone ? { text: words.saved } : { tone: "warn", text: words.push.denied }),
      )
      .catch((error: unknown) =>
        toast({
          tone: "danger",
          text: isFailure(error) ? problemText(texts, error) : words.push.failed,
        }),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Card>
      <SwitchRow
        label={words.thisDevice}
        hint={words.push[state === "unknown" ? "off" : state]}
        value={isOn}
        busy={isBusy}
        disabled={state !== "on" && state !== "off"}
        onChange={change}
      />
    </Card>
  );
}
