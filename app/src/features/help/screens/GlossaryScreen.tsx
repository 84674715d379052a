import { useState } from "react";

import { useTexts } from "@/texts";
import { EmptyState, Screen, TextField } from "@/ui";
import { useGoBack } from "@/view/useGoBack";

import { TermList } from "../components/TermList";
import { useTerms } from "../components/useTerms";

/** The words of the app, and what they mean. */
export function GlossaryScreen() {
  const words = useTexts().help;
  const goBack = useGoBack("/help");
  const [typed, setTyped] = useState("");
  const terms = useTerms(typed.trim());
  return (
    <Screen
      title={words.glossary}
      subtitle={words.glossarySubtitle}
      width="reading"
      onBack={goBack}
      header={
        <TextField label={words.search} kind="search" value={typed} onChangeText={setTyped} />
      }
    >
      {terms.length === 0 ? (
        <EmptyState
          icon="help"
          title={words.nothingTitle}
          text={words.nothingText}
          action={{ label: words.all, onPress: () => setTyped("") }}
        />
      ) : (
        <TermList terms={terms} />
      )}
    </Screen>
  );
}
