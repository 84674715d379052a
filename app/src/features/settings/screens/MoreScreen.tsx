import Constants from "expo-constants";
import { useRouter, type Href } from "expo-router";
import { useState } from "react";

import { useProfile } from "@/api/queries/account";
import { useSession } from "@/session/SessionProvider";
import { useTexts } from "@/texts";
import { AppText, Button, Card, Column, ConfirmDialog, type IconName, ListRow, Screen } from "@/ui";

import { AppearanceCard } from "../components/AppearanceCard";

/** Everything that is about the person and the app. */
export function MoreScreen() {
  const texts = useTexts();
  const words = texts.settings.hub;
  return (
    <Screen
      title={texts.common.more}
      aside={
        <>
          <AppearanceCard />
          <HelpCard />
          <SignOut />
        </>
      }
    >
      <AccountCard />
      <Card flush title={words.security}>
        <Way icon="lock" title={words.password} text={words.passwordText} to="/settings/password" />
        <Way icon="key" title={words.passkeys} text={words.passkeysText} to="/settings/passkeys" />
        <Way
          icon="device"
          title={words.sessions}
          text={words.sessionsText}
          to="/settings/sessions"
        />
        <Way
          icon="clock"
          title={words.activity}
          text={words.activityText}
          to="/settings/activity"
        />
      </Card>
      <Card flush title={words.data}>
        <Way icon="export" title={words.export} text={words.exportText} to="/settings/export" />
        <Way icon="bin" title={words.delete} to="/settings/delete-account" isDanger />
      </Card>
    </Screen>
  );
}

interface WayProps {
  readonly icon: IconName;
  readonly title: string;
  readonly text?: string;
  readonly to: Href;
  readonly isDanger?: boolean;
}

function Way({ icon, title, text, to, isDanger = false }: WayProps) {
  const { push } = useRouter();
  return (
    <ListRow
      icon={icon}
      title={title}
      subtitle={text}
      {...(isDanger && { iconColor: "danger" as const })}
      onPress={() => push(to)}
    />
  );
}

/** Whose account it is; also while the profile is not known, so that all ways stay open. */
function AccountCard() {
  const words = useTexts().settings.hub;
  const { data } = useProfile();
  const { push } = useRouter();
  const name = data === undefined ? words.profile : data.name === "" ? words.noName : data.name;
  return (
    <Card flush title={words.account}>
      <ListRow
        icon="person"
        title={name}
        subtitle={data?.email ?? words.profileText}
        hint={words.profileText}
        onPress={() => push("/settings/profile")}
      />
      <Way
        icon="bell"
        title={words.notifications}
        text={words.notificationsText}
        to="/settings/notifications"
      />
    </Card>
  );
}

function HelpCard() {
  const words = useTexts().settings.hub;
  return (
    <Card flush title={words.help}>
      <Way icon="help" title={words.howItWorks} text={words.howItWorksText} to="/help" />
      <Way icon="info" title={words.about} to="/help/about" />
    </Card>
  );
}

/** FR2.3. */
function SignOut() {
  const words = useTexts().settings.hub;
  const session = useSession();
  const [isAsking, setAsking] = useState(false);
  const version = Constants.expoConfig?.version ?? "";
  return (
    <Column gap="m" align="stretch">
      <Button wide icon="signOut" label={words.signOut} onPress={() => setAsking(true)} />
      <AppText variant="small" color="textMuted" align="center">
        {words.version(version)}
      </AppText>
      <ConfirmDialog
        visible={isAsking}
        title={words.signOutTitle}
        text={words.signOutText}
        confirmLabel={words.signOut}
        destructive={false}
        onCancel={() => setAsking(false)}
        onConfirm={() => void session.signOut()}
      />
    </Column>
  );
}
