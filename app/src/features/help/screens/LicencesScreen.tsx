import * as Linking from "expo-linking";

import { serverUrl } from "@/api/server";
import { useTexts } from "@/texts";
import { Card, ListRow, Screen, TextLink } from "@/ui";
import { useGoBack } from "@/view/useGoBack";

import { PACKAGES } from "../logic/packages";

/** Packages that the app is made of, whose they are, and under which licence. */
export function LicencesScreen() {
  const words = useTexts().help.about;
  const goBack = useGoBack("/help/about");
  return (
    <Screen
      title={words.licencesTitle}
      subtitle={words.licencesIntro}
      width="reading"
      onBack={goBack}
    >
      <Card flush>
        {PACKAGES.map(([name, version, licence, holder]) => (
          <ListRow
            key={name}
            title={name}
            subtitle={[words.packageLine(version, licence), holder].filter(Boolean).join("\n")}
          />
        ))}
      </Card>
      <TextLink
        icon="export"
        label={words.licencesTexts}
        onPress={() => void Linking.openURL(`${serverUrl()}/licences.txt`)}
      />
    </Screen>
  );
}
