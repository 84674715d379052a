import { type UseMutationResult } from "@tanstack/react-query";

import { problemText, useTexts } from "@/texts";
import { useAnnouncer } from "@/ui";

interface Said<Answer> {
  /** What is said when it has worked; nothing when left out. */
  readonly done?: (answer: Answer) => string;
  readonly then?: (answer: Answer) => void;
}

/**
 * Takes a step and tells how it went: `step(mutation, values, { done })`. Told also when what was
 * pressed is gone by then, such as the row of a request that was answered.
 */
export function useStep() {
  const texts = useTexts();
  const { toast } = useAnnouncer();
  return <Answer, Values>(
    mutation: UseMutationResult<Answer, Error, Values>,
    values: Values,
    { done, then }: Said<Answer> = {},
  ): void => {
    void mutation.mutateAsync(values).then(
      (answer) => {
        if (done) toast({ text: done(answer), tone: "good" });
        then?.(answer);
      },
      (error: unknown) => toast({ text: problemText(texts, error), tone: "danger" }),
    );
  };
}
