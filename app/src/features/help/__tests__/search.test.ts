import { findTerms, findTopics, matches, plain } from "../logic/search";
import { PACKAGES } from "../logic/packages";
import { glossaryTexts } from "../texts/glossary";
import { topicsTexts } from "../texts/topics";

describe("finding", () => {
  it("needs neither accents nor capitals", () => {
    expect(plain("Perché la COMUNITÀ")).toBe("perche la comunita");
    expect(matches("comunita perche", ["La Comunità", "Perché?"])).toBe(true);
  });

  it("wants every word that was typed", () => {
    expect(matches("good weather", ["Good time"])).toBe(false);
    expect(matches("  ", ["Good time"])).toBe(true);
  });
});

describe("questions", () => {
  it("are all there when nothing was typed, in the order of the dictionary", () => {
    const found = findTopics(topicsTexts.en, "");
    expect(found.map(({ name }) => name)).toEqual(Object.keys(topicsTexts.en));
  });

  it("are found by their answer, and their section's title", () => {
    expect(findTopics(topicsTexts.en, "spam").map(({ name }) => name)).toEqual(["account"]);
    const told = findTopics(topicsTexts.en, topicsTexts.en.told.title);
    expect(told[0]?.topics).toHaveLength(Object.keys(topicsTexts.en.told.topics).length);
  });

  it("leave out sections without one", () => {
    expect(findTopics(topicsTexts.it, "xyzzy")).toEqual([]);
  });
});

describe("the glossary", () => {
  it.each(["it", "en"] as const)(
    "is in the order of the alphabet, each word once: %s",
    (language) => {
      const words = findTerms(glossaryTexts[language], {}, "").map(({ term }) => plain(term));
      expect(words).toEqual([...words].sort());
      expect(new Set(words).size).toBe(words.length);
    },
  );

  it("finds a word in either language", () => {
    const found = findTerms(glossaryTexts.en, glossaryTexts.it, "referente");
    expect(found.map(({ term }) => term)).toEqual(["Representative"]);
  });

  it("has the ubiquitous language", () => {
    const words = Object.values(glossaryTexts.it).map(({ term }) => term);
    expect(words).toEqual(
      expect.arrayContaining([
        ...["Comunità", "Membro", "Utente", "Referente", "Proprietario", "Impianto"],
        ...["Contatore", "Dispositivo", "Energia", "Tariffa incentivante", "Autoconsumo"],
        ...["Contributo di valorizzazione", "Contributo in conto capitale", "Notifica"],
      ]),
    );
  });
});

it("packages of others are named with version and licence, each once", () => {
  expect(PACKAGES.length).toBeGreaterThan(40);
  expect(PACKAGES.every(([name, version, licence]) => name && version && licence)).toBe(true);
  expect(new Set(PACKAGES.map(([name]) => name)).size).toBe(PACKAGES.length);
});
