import { useRouter } from "expo-router";
import { useState } from "react";

import { useTexts } from "@/texts";
import { AppText, Card, EmptyState, ListRow, Screen, Section, TextField } from "@/ui";
import { useGoBack } from "@/view/useGoBack";

import { TermList } from "../components/TermList";
import { Topics } from "../components/Topics";
import { useTerms } from "../components/useTerms";
import { findTopics } from "../logic/search";

/** Questions people have, with a search that also finds the words of the glossary. */
export function HelpScreen() {
  const words = useTexts().help;
  const goBack = useGoBack("/more");
  const [typed, setTyped] = useState("");
  const isSearching = typed.trim() !== "";
  const sections = findTopics(words.topics, typed.trim());
  const terms = useTerms(typed.trim());
  const count = sections.reduce((sum, { topics }) => sum + topics.length, terms.length);
  const field = (
    <>
      <TextField
        label={words.search}
        hint={words.searchHint}
        kind="search"
        value={typed}
        onChangeText={setTyped}
      />
      {isSearching && count > 0 && (
        <AppText variant="small" color="textMuted" live="polite">
          {words.found(count)}
        </AppText>
      )}
    </>
  );
  return (
    <Screen title={words.title} width="reading" onBack={goBack} header={field}>
      {!isSearching && <Ways />}
      {count === 0 && (
        <EmptyState
          icon="help"
          title={words.nothingTitle}
          text={words.nothingText}
          action={{ label: words.all, onPress: () => setTyped("") }}
        />
      )}
      <Topics sections={sections} />
      {isSearching && terms.length > 0 && (
        <Section title={words.words}>
          <TermList terms={terms} />
        </Section>
      )}
    </Screen>
  );
}

function Ways() {
  const words = useTexts().help;
  const { push } = useRouter();
  return (
    <Card flush>
      <ListRow
        icon="info"
        title={words.glossary}
        subtitle={words.glossaryText}
        onPress={() => push("/help/glossary")}
      />
      <ListRow icon="lock" title={words.about.title} onPress={() => push("/help/about")} />
    </Card>
  );
}
