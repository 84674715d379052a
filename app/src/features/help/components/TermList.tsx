import { useTexts } from "@/texts";
import { AppText, Card, Column } from "@/ui";

import { type FoundTerm } from "../logic/search";

/** Words of the glossary with what they mean, and what they are in the other language. */
export function TermList({ terms }: { readonly terms: readonly FoundTerm[] }) {
  const words = useTexts().help;
  return (
    <Card>
      {terms.map(({ name, term, other, meaning }) => (
        <Column key={name} gap="xs">
          <AppText variant="subheading" level={2}>
            {term}
          </AppText>
          {other !== term && (
            <AppText variant="small" color="textMuted">
              {words.inOther(other)}
            </AppText>
          )}
          <AppText>{meaning}</AppText>
        </Column>
      ))}
    </Card>
  );
}
