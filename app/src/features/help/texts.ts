import { bilingual } from "@/texts/bilingual";

import { aboutTexts } from "./texts/about";
import { glossaryTexts } from "./texts/glossary";
import { topicsTexts } from "./texts/topics";

export const helpTexts = bilingual({
  it: {
    title: "Aiuto",
    search: "Cerca",
    searchHint: "Una parola, o l'inizio di una domanda",
    found: (count: number) => (count === 1 ? "1 risultato" : `${count} risultati`),
    nothingTitle: "Nessun risultato",
    nothingText: "Prova con un'altra parola, o guarda tutte le domande.",
    all: "Mostra tutto",
    words: "Le parole",
    glossary: "Glossario",
    glossaryText: "Che cosa significano le parole dell'app",
    glossarySubtitle: "Le parole dell'app, in italiano e in inglese",
    inOther: (term: string) => `in inglese: ${term}`,
    topics: topicsTexts.it,
    terms: glossaryTexts.it,
    about: aboutTexts.it,
  },
  en: {
    title: "Help",
    search: "Search",
    searchHint: "A word, or how a question begins",
    found: (count: number) => (count === 1 ? "1 result" : `${count} results`),
    nothingTitle: "Nothing found",
    nothingText: "Try another word, or look at all questions.",
    all: "Show all",
    words: "The words",
    glossary: "Glossary",
    glossaryText: "What the app's words mean",
    glossarySubtitle: "The app's words, in English and Italian",
    inOther: (term: string) => `in Italian: ${term}`,
    topics: topicsTexts.en,
    terms: glossaryTexts.en,
    about: aboutTexts.en,
  },
});
