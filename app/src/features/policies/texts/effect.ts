import { bilingual } from "@/texts/bilingual";

/** Whether calls change anything. */
export const effectTexts = bilingual({
  it: {
    title: "Effetto degli avvisi",
    subtitle: "Che cosa cambia nell'ora dopo un avviso, negli ultimi 30 giorni.",
    none: "Ancora nessun avviso da confrontare",
    noneText: "Quando la comunità avvisa i membri, qui vedi se serve.",
    toPolicy: "Vai alle regole di avviso",
    total: "In media, per ogni impianto avvisato",
    unknown: "Ancora non si può dire: gli impianti sono troppo pochi per un confronto.",
    more: "in più del solito nell'ora dopo l'avviso",
    less: "in meno del solito nell'ora dopo l'avviso",
    range: (low: string, high: string) => `Con 95 % di sicurezza tra ${low} e ${high}.`,
    conclusive: "Non è un caso: l'intervallo non contiene lo zero.",
    inconclusive: "Potrebbe essere un caso: l'intervallo contiene lo zero.",
    comparedWith: {
      held_out: "Confronto con chi, a sorte, non è stato avvisato: è il modo più sicuro.",
      usual_days: "Confronto con giorni simili: meteo e stagione non sono tolti.",
      nothing: "Non c'è ancora nulla con cui confrontare.",
    },
    holdOutTip:
      "Per saperlo con certezza, nelle regole di avviso lascia fuori a sorte una parte dei membri.",
    calls: "Avviso per avviso",
    excess: (power: string) => `${power} in più`,
    told: (told: number, heldOut: number) =>
      `${told === 1 ? "1 impianto avvisato" : `${told} impianti avvisati`}${heldOut > 0 ? `, ${heldOut} esclusi a sorte` : ""}`,
    notKnown: "non si sa",
  },
  en: {
    title: "Effect of calls",
    subtitle: "What changes in the hour after a call, in the last 30 days.",
    none: "No call to compare yet",
    noneText: "Once the community calls its members, you see here whether it helps.",
    toPolicy: "Go to the surplus policy",
    total: "On average, per facility that was told",
    unknown: "It cannot be said yet: too few facilities for a comparison.",
    more: "more than usual in the hour after the call",
    less: "less than usual in the hour after the call",
    range: (low: string, high: string) => `With 95% certainty between ${low} and ${high}.`,
    conclusive: "It is no chance: the range does not contain zero.",
    inconclusive: "It may be chance: the range contains zero.",
    comparedWith: {
      held_out: "Compared with those who, by lot, were not told: the surest way.",
      usual_days: "Compared with similar days: weather and season are not taken out.",
      nothing: "There is nothing to compare with yet.",
    },
    holdOutTip:
      "To know for certain, leave out a part of the members by lot in the surplus policy.",
    calls: "Call by call",
    excess: (power: string) => `${power} of surplus`,
    told: (told: number, heldOut: number) =>
      `${told === 1 ? "1 facility told" : `${told} facilities told`}${heldOut > 0 ? `, ${heldOut} left out by lot` : ""}`,
    notKnown: "not known",
  },
});
