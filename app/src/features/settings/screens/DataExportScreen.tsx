import { useRouter } from "expo-router";
import { useState } from "react";

import { useApi } from "@/api/ApiProvider";
import { collectExport } from "@/api/queries/accountExport";
import { useSecurityChanged } from "@/api/queries/account";
import { fileName, saveFile } from "@/files";
import { useTexts } from "@/texts";
import {
  AppText,
  Banner,
  Button,
  Card,
  Checklist,
  Progress,
  Screen,
  TextLink,
  useAnnouncer,
} from "@/ui";
import { useAttempt } from "@/view/useAttempt";
import { useGoBack } from "@/view/useGoBack";

/** FR2.4: what all services keep, in one file that the person keeps. */
export function DataExportScreen() {
  const words = useTexts().settings.data;
  const router = useRouter();
  const goBack = useGoBack("/more");
  const saving = useSaving();
  const parts = [
    words.containsAccount,
    words.containsRoles,
    words.containsAudit,
    words.containsNotifications,
  ];
  return (
    <Screen
      title={words.exportTitle}
      subtitle={words.exportSubtitle}
      width="reading"
      onBack={goBack}
    >
      <Card title={words.contains}>
        <Checklist items={parts.map((label) => ({ label, state: "done" }))} />
        <AppText variant="small" color="textMuted">
          {words.containsNot}
        </AppText>
      </Card>
      <Card>
        <AppText color="textSoft">{words.history}</AppText>
        <TextLink label={words.historyLink} onPress={() => router.push("/facilities")} />
      </Card>
      {saving.share !== null && <Progress label={words.progress} share={saving.share} />}
      {saving.failure !== null && <Banner tone="danger" text={saving.failure} />}
      <Button
        variant="primary"
        wide
        icon="export"
        label={words.export}
        busy={saving.isBusy}
        busyLabel={words.exporting}
        onPress={saving.save}
      />
    </Screen>
  );
}

function useSaving() {
  const words = useTexts().settings.data;
  const api = useApi();
  const { toast } = useAnnouncer();
  const hasChanged = useSecurityChanged();
  const [share, setShare] = useState<number | null>(null);
  const { attempt, isBusy, failure } = useAttempt();
  const save = async () => {
    setShare(0);
    const isSaved = await attempt(async () => {
      const all = await collectExport(api, setShare);
      const day = all.account.exportedAt.slice(0, 10);
      const name = fileName(["meriggio", day], "json");
      const content = `${JSON.stringify(all, null, 2)}\n`;
      await saveFile({ name, type: "application/json", content });
      toast({ text: words.exported(name), tone: "good" });
    });
    setShare(null);
    if (isSaved) hasChanged();
  };
  return { save: () => void save(), share: isBusy ? share : null, isBusy, failure };
}
