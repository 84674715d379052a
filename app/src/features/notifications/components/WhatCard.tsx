import { type Preference } from "@/api/queries/notificationSettings";
import { useTexts } from "@/texts";
import { Card, SwitchRow } from "@/ui";

import { useSaving } from "./useSaving";

/** Whether to be told at all, and also of the end. */
export function WhatCard({ preference }: { readonly preference: Preference }) {
  const words = useTexts().notifications.settings;
  const { save, isSaving } = useSaving();
  return (
    <Card title={words.what}>
      <SwitchRow
        label={words.wanted}
        hint={words.wantedHint}
        value={preference.wanted}
        busy={isSaving("wanted")}
        onChange={(wanted) => save({ wanted })}
      />
      <SwitchRow
        label={words.surplusOver}
        hint={words.surplusOverHint}
        value={preference.surplusOver}
        disabled={!preference.wanted}
        busy={isSaving("surplusOver")}
        onChange={(surplusOver) => save({ surplusOver })}
      />
    </Card>
  );
}
