import { type Passkey, usePasskeys } from "@/api/queries/account";
import { passkeys } from "@/session/passkeys";
import { useTexts } from "@/texts";
import { Banner, Card, EmptyState, Screen } from "@/ui";
import { useQueryScreen } from "@/view/queryScreen";
import { useGoBack } from "@/view/useGoBack";

import { AddPasskey } from "../components/AddPasskey";
import { PasskeyRow } from "../components/PasskeyRow";

/** The second way in (docs/adr/0020): listed, added, renamed, removed. */
export function PasskeysScreen() {
  const words = useTexts().settings.security;
  const goBack = useGoBack("/more");
  const asked = usePasskeys();
  const view = useQueryScreen([asked]);
  return (
    <Screen
      {...view}
      title={words.passkeysTitle}
      subtitle={words.passkeysSubtitle}
      width="reading"
      onBack={goBack}
    >
      <Known known={asked.data ?? []} />
      {passkeys.areAvailable() ? <AddPasskey /> : <Banner text={words.passkeysElsewhere} />}
    </Screen>
  );
}

function Known({ known }: { readonly known: readonly Passkey[] }) {
  const words = useTexts().settings.security;
  if (known.length === 0) {
    return <EmptyState icon="key" title={words.passkeysNone} text={words.passkeysNoneText} />;
  }
  return (
    <Card flush>
      {known.map((passkey) => (
        <PasskeyRow key={passkey.passkeyId} passkey={passkey} />
      ))}
    </Card>
  );
}
