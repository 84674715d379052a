import { Problem, Unreachable } from "@/api/problems";
import { DEFAULTS, languageOf, preferencesIn } from "@/preferences/preferences";

import { bilingual } from "../bilingual";
import { dictionary } from "../dictionary";
import { fieldProblemText, problemText } from "../problemText";

function phrases(value: unknown, path = ""): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, part]) => phrases(part, `${path}.${name}`));
}

test("both languages have the same phrases, none of them empty", () => {
  const [italian, english] = [phrases(dictionary.it), phrases(dictionary.en)];
  expect(italian.map(([path]) => path)).toEqual(english.map(([path]) => path));
  expect([...italian, ...english].filter(([, words]) => words === "")).toEqual([]);
});

test("a phrase that is missing, or takes other values, does not compile", () => {
  // @ts-expect-error: English lacks a phrase
  bilingual({ it: { one: "uno", two: "due" }, en: { one: "one" } });
  // @ts-expect-error: English has one too many
  bilingual({ it: { one: "uno" }, en: { one: "one", two: "two" } });
  // @ts-expect-error: English fills in something else
  bilingual({ it: { hi: (name: string) => name }, en: { hi: (count: number) => `${count}` } });
  expect(
    bilingual({ it: { part: { one: "uno" } }, en: { part: { one: "one" } } }).en.part.one,
  ).toBe("one");
});

test("a problem is told by its code, or else as the server does", () => {
  const { en } = dictionary;
  expect(problemText(en, new Problem(403, { code: "no_access" }))).toMatch("no access");
  expect(problemText(en, new Problem(409, { code: "new", detail: "it is Monday" }))).toBe(
    "it is Monday",
  );
  expect(problemText(en, new Problem(500, { code: "new", detail: "trace" }))).toMatch(
    "not available",
  );
  expect(problemText(en, new Unreachable("x"))).toMatch("does not answer");
  expect(problemText(en, new TypeError("x is undefined"))).not.toMatch("undefined");
  expect(fieldProblemText(en, { field: "a", code: "new", message: "odd" })).toBe("odd");
});

test("the language is the chosen one, else the device's first that the app speaks", () => {
  const locales = (...codes: (string | null)[]) =>
    codes.map((languageCode) => ({ languageCode })) as Parameters<typeof languageOf>[1];
  expect(languageOf(DEFAULTS, locales("fr", "it"))).toBe("it");
  expect(languageOf(DEFAULTS, locales(null, "fr"))).toBe("en");
  expect(languageOf({ ...DEFAULTS, language: "en" }, locales("it"))).toBe("en");
});

test("what cannot be used of what was kept is as for a newcomer", () => {
  expect(preferencesIn('{"language":"it","theme":"pink"}')).toEqual({
    language: "it",
    theme: "dark",
    isWelcomed: false,
    hidesSteps: false,
    communityId: null,
  });
  for (const kept of [null, "no json", "3"]) expect(preferencesIn(kept)).toEqual(DEFAULTS);
});
