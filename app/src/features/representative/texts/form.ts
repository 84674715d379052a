import { bilingual } from "@/texts/bilingual";

/** Founding a community, and changing its data. */
export const formTexts = bilingual({
  it: {
    createTitle: "Crea una comunità",
    createSubtitle: "Ne diventi il referente. Bastano tre dati: potrai cambiarli dopo.",
    create: "Crea la comunità",
    creating: "Creazione…",
    created: (name: string) => `${name} è stata creata. Ora invita gli impianti.`,
    editTitle: "Dati della comunità",
    save: "Salva",
    saving: "Salvataggio…",
    saved: "I dati della comunità sono salvati.",
    nothingChanged: "Non hai cambiato nulla.",
    name: "Nome",
    nameHint: "Come la conoscono i membri, per esempio CER Valle Maira.",
    nameMissing: "Scrivi il nome della comunità.",
    substation: "Codice della cabina primaria",
    substationHint:
      "Tutti gli impianti stanno sotto la stessa. Il codice, per esempio AC001E00456, è sulla mappa delle aree convenzionali del GSE.",
    substationMissing: "Scrivi il codice della cabina primaria.",
    substationUnusual: "Di solito il codice ha la forma AC001E00456. Controllalo sulla mappa.",
    substationFixed:
      "Finché ci sono impianti nella comunità, la cabina primaria non si può cambiare.",
    zone: "Zona di mercato",
    zoneHint: "Decide il prezzo dell'energia. Scegli quella della tua regione.",
    zoneMissing: "Scegli la zona di mercato.",
    suggested: (names: string) => `Come il tuo impianto: ${names}`,
    useSuggestion: (code: string) => `Usa ${code}`,
    others: (names: string, count: number) =>
      count === 1
        ? `Sotto questa cabina c'è già ${names}. Prima di crearne un'altra, valuta se unirti.`
        : `Sotto questa cabina ci sono già: ${names}. Prima di crearne un'altra, valuta se unirti.`,
    changedMeanwhile: "Qualcun altro ha cambiato i dati nel frattempo.",
    reload: "Carica i dati nuovi",
    zones: {
      NORD: "Nord",
      CNOR: "Centro-Nord",
      CSUD: "Centro-Sud",
      SUD: "Sud",
      CALA: "Calabria",
      SICI: "Sicilia",
      SARD: "Sardegna",
    },
  },
  en: {
    createTitle: "Create a community",
    createSubtitle: "You become its representative. Three things are enough; you can change them.",
    create: "Create the community",
    creating: "Creating…",
    created: (name: string) => `${name} has been created. Now invite facilities.`,
    editTitle: "The community's data",
    save: "Save",
    saving: "Saving…",
    saved: "The community's data are saved.",
    nothingChanged: "You have changed nothing.",
    name: "Name",
    nameHint: "As its members know it, such as CER Valle Maira.",
    nameMissing: "Enter the community's name.",
    substation: "Code of the primary substation",
    substationHint:
      "All facilities are under the same one. The code, such as AC001E00456, is on GSE's map of conventional areas.",
    substationMissing: "Enter the code of the primary substation.",
    substationUnusual: "The code usually looks like AC001E00456. Check it on the map.",
    substationFixed:
      "While facilities belong to the community, its primary substation cannot change.",
    zone: "Market zone",
    zoneHint: "It decides the price of energy. Choose that of your region.",
    zoneMissing: "Choose the market zone.",
    suggested: (names: string) => `As your facility: ${names}`,
    useSuggestion: (code: string) => `Use ${code}`,
    others: (names: string, count: number) =>
      count === 1
        ? `Under this substation there is ${names} already. Before you create another, consider joining.`
        : `Under this substation there are already: ${names}. Before you create another, consider joining.`,
    changedMeanwhile: "Somebody else has changed the data meanwhile.",
    reload: "Load the new data",
    zones: {
      NORD: "North",
      CNOR: "Centre-North",
      CSUD: "Centre-South",
      SUD: "South",
      CALA: "Calabria",
      SICI: "Sicily",
      SARD: "Sardinia",
    },
  },
});
