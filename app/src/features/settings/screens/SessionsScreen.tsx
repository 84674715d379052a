import { useState } from "react";

import {
  type SessionOfUser,
  useEndOtherSessions,
  useEndSession,
  useSessions,
} from "@/api/queries/account";
import { useTexts } from "@/texts";
import {
  AppText,
  Banner,
  Button,
  Card,
  ConfirmDialog,
  ListRow,
  Screen,
  Tag,
  useAnnouncer,
  useFormats,
} from "@/ui";
import { useQueryScreen } from "@/view/queryScreen";
import { useAttempt } from "@/view/useAttempt";
import { useGoBack } from "@/view/useGoBack";

import { deviceName, deviceParts } from "../logic/deviceName";

/** FR2.4: where one is signed in; each can be ended. */
export function SessionsScreen() {
  const words = useTexts().settings.security;
  const goBack = useGoBack("/more");
  const sessions = useSessions();
  const view = useQueryScreen([sessions]);
  const known = sessions.data ?? [];
  const ending = useEnding();
  const others = known.filter(({ current }) => !current);
  return (
    <Screen
      {...view}
      title={words.sessionsTitle}
      subtitle={words.sessionsSubtitle}
      width="reading"
      onBack={goBack}
    >
      <Card flush>
        {known.map((session) => (
          <SessionRow key={session.sessionId} session={session} ending={ending} />
        ))}
      </Card>
      {ending.failure !== null && <Banner tone="danger" text={ending.failure} />}
      {others.length === 0 ? (
        <AppText color="textMuted">{words.onlyThis}</AppText>
      ) : (
        <>
          <EndOthers />
          <AppText color="textMuted">{words.notYou}</AppText>
        </>
      )}
    </Screen>
  );
}

interface SessionRowProps {
  readonly session: SessionOfUser;
  readonly ending: ReturnType<typeof useEnding>;
}

function SessionRow({ session, ending }: SessionRowProps) {
  const words = useTexts().settings.security;
  const formats = useFormats();
  const { sessionId, current, device, network, lastUsedAt, createdAt } = session;
  const name = deviceName(device, words);
  const lines = [
    words.lastUsed(formats.dayTime(lastUsedAt)),
    words.since(formats.dayTime(createdAt)),
    ...(network === "" ? [] : [words.network(network)]),
  ];
  return (
    <ListRow
      icon={deviceParts(device).isHandheld ? "phone" : "device"}
      title={name}
      subtitle={lines.join("\n")}
      trailing={
        current ? (
          <Tag tone="good" label={words.thisOne} />
        ) : (
          <Button
            label={words.end}
            hint={words.endLabel(name)}
            busy={ending.busyWith === sessionId}
            onPress={() => ending.end(sessionId)}
          />
        )
      }
    />
  );
}

function useEnding() {
  const words = useTexts().settings.security;
  const { toast } = useAnnouncer();
  const ending = useEndSession();
  const { attempt, failure } = useAttempt();
  const end = async (sessionId: string) => {
    if (await attempt(() => ending.mutateAsync(sessionId))) {
      toast({ text: words.ended, tone: "good" });
    }
  };
  const busyWith = ending.isPending ? ending.variables : null;
  return { end: (sessionId: string) => void end(sessionId), busyWith, failure };
}

function EndOthers() {
  const words = useTexts().settings.security;
  const { toast } = useAnnouncer();
  const ending = useEndOtherSessions();
  const { attempt, isBusy, failure, forget } = useAttempt();
  const [isAsking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    forget();
  };
  const end = async () => {
    if (!(await attempt(() => ending.mutateAsync()))) return;
    setAsking(false);
    toast({ text: words.endedOthers, tone: "good" });
  };
  return (
    <>
      <Button
        variant="danger"
        wide
        icon="signOut"
        label={words.endOthers}
        onPress={() => setAsking(true)}
      />
      <ConfirmDialog
        visible={isAsking}
        title={words.endOthersTitle}
        text={words.endOthersText}
        confirmLabel={words.endOthers}
        onConfirm={() => void end()}
        onCancel={close}
        busy={isBusy}
        error={failure ?? undefined}
      />
    </>
  );
}
