import { isFailure, Problem, type FieldProblem } from "@/api/problems";

import { type Texts } from "./dictionary";

/** What a failure says to a person: words for its code, or else the server's own. */
export function problemText(texts: Texts, error: unknown): string {
  if (!isFailure(error)) return texts.common.somethingWrongText;
  const words = wordsOf(texts, error.code);
  if (words !== undefined) return words;
  if (!(error instanceof Problem)) return texts.generalProblems.unreachable;
  if (error.status >= 500) return texts.generalProblems.unavailable;
  return error.detail || texts.common.somethingWrongText;
}

/** What is wrong with one field of a form. */
export function fieldProblemText(texts: Texts, problem: FieldProblem): string {
  return wordsOf(texts, problem.code) ?? problem.message;
}

function wordsOf(texts: Texts, code: string): string | undefined {
  const words: Readonly<Record<string, string>> = {
    ...texts.generalProblems,
    ...texts.accountProblems,
    ...texts.communityProblems,
    ...texts.energyProblems,
    ...texts.engagementProblems,
    ...texts.deviceProblems,
  };
  return words[code];
}
