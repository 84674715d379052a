import Constants from "expo-constants";
import { useRouter } from "expo-router";

import { serverUrl } from "@/api/server";
import { useTexts } from "@/texts";
import { AppText, Card, Column, Facts, ListRow, Screen } from "@/ui";
import { useGoBack } from "@/view/useGoBack";

/** What the app is and what becomes of one's data; with the way to others' licences. */
export function AboutScreen() {
  const words = useTexts().help.about;
  const goBack = useGoBack("/more");
  const { push } = useRouter();
  return (
    <Screen title={words.title} width="reading" onBack={goBack}>
      <Card title={words.app}>
        <AppText>{words.what}</AppText>
        <Facts
          items={[
            { label: words.version, value: Constants.expoConfig?.version ?? "" },
            { label: words.licence, value: "Apache-2.0" },
            ...(serverUrl() === "" ? [] : [{ label: words.server, value: serverUrl() }]),
          ]}
        />
      </Card>
      <Privacy />
      <Card flush>
        <ListRow
          icon="info"
          title={words.licences}
          subtitle={words.licencesText}
          onPress={() => push("/help/licences")}
        />
      </Card>
    </Screen>
  );
}

/** For those who have no account yet, and for the stores: one address, without signing in. */
export function PrivacyScreen() {
  const words = useTexts().help.about;
  const goBack = useGoBack("/");
  return (
    <Screen title={words.privacyTitle} subtitle={words.what} width="reading" onBack={goBack}>
      <Privacy />
    </Screen>
  );
}

function Privacy() {
  const words = useTexts().help.about;
  return (
    <Card title={words.privacy}>
      {Object.entries(words.parts).map(([part, { title, text }]) => (
        <Column key={part} gap="xs">
          <AppText variant="subheading" level={3}>
            {title}
          </AppText>
          <AppText>{text}</AppText>
        </Column>
      ))}
    </Card>
  );
}
