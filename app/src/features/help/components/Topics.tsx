import { AppText, Card, Disclosure } from "@/ui";

import { type FoundSection } from "../logic/search";

/** Questions by section; each answer is behind its question. */
export function Topics({ sections }: { readonly sections: readonly FoundSection[] }) {
  return sections.map(({ name, title, topics }) => (
    <Card key={name} title={title}>
      {topics.map((topic) => (
        <Disclosure key={topic.name} title={topic.question}>
          <AppText>{topic.answer}</AppText>
        </Disclosure>
      ))}
    </Card>
  ));
}
