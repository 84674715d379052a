import { useState } from "react";

import { Problem } from "@/api/problems";
import { useLanguage } from "@/preferences/PreferencesProvider";
import { fieldProblemText, useTexts } from "@/texts";
import { wallClock } from "@/formats";
import { useFormats } from "@/ui";

import {
  bodyOf,
  type DraftField,
  type DraftProblems,
  type FacilityDraft,
  FIELDS_OF,
  problemsOf,
  serverProblems,
  type Step,
} from "../logic/facilityForm";

export type FieldErrors = Partial<Record<DraftField, string>>;

/** What is typed, and what is wrong with it: said once a step was tried, taken back when mended. */
export function useFacilityForm(initial: FacilityDraft) {
  const texts = useTexts();
  const language = useLanguage();
  const { timeZone } = useFormats();
  const [draft, setDraft] = useState(initial);
  const [tried, setTried] = useState<ReadonlySet<DraftField>>(new Set());
  const [fromServer, setFromServer] = useState<FieldErrors>({});
  const [today] = useState(() => dayOf(Date.now(), timeZone));
  const problems = problemsOf(draft, language, today);
  return {
    draft,
    errors: { ...wordsOf(problems, tried, texts.facility.form.problems), ...fromServer },
    change: (part: Partial<FacilityDraft>) => {
      setDraft({ ...draft, ...part });
      setFromServer(
        Object.fromEntries(Object.entries(fromServer).filter(([field]) => !(field in part))),
      );
    },
    /** Whether the steps can be left: what is wrong is said from now on. */
    tryOut: (steps: readonly Step[]): boolean => {
      const fields = steps.flatMap((step) => FIELDS_OF[step]);
      setTried(new Set([...tried, ...fields]));
      return !fields.some((field) => field in problems);
    },
    body: () => bodyOf(draft, language),
    /** What the server refused, at its fields; answers which these are. */
    refused: (error: unknown): FieldErrors => {
      const found = error instanceof Problem ? serverProblems(error.fields) : {};
      const words: FieldErrors = {};
      for (const [field, problem] of Object.entries(found)) {
        if (isField(field)) words[field] = fieldProblemText(texts, problem);
      }
      setFromServer(words);
      return words;
    },
  };

  function isField(name: string): name is DraftField {
    return name in draft;
  }
}

export type FacilityFormState = ReturnType<typeof useFacilityForm>;

function wordsOf(
  problems: DraftProblems,
  tried: ReadonlySet<DraftField>,
  words: Readonly<Record<DraftProblems[DraftField] & string, string>>,
): FieldErrors {
  const errors: FieldErrors = {};
  for (const field of tried) {
    const problem = problems[field];
    if (problem !== undefined) errors[field] = words[problem];
  }
  return errors;
}

function dayOf(instant: number, timeZone: string): string {
  const { year, month, day } = wallClock(instant, timeZone);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)}`;
}
