import { bilingual } from "./bilingual";

/** Words that many screens share, and those of the frame around them. */
export const commonTexts = bilingual({
  it: {
    appName: "Meriggio",
    now: "Adesso",
    communities: "Comunità",
    facilities: "Impianti",
    inbox: "Notifiche",
    more: "Altro",
    mainNavigation: "Navigazione principale",
    notThereYet: "Non c'è ancora",
    notThereYetText: "Questa schermata è in costruzione.",
    pageNotFound: "Questa pagina non esiste",
    pageNotFoundText: "Il collegamento è sbagliato o è di una versione precedente.",
    toNow: "Vai ad Adesso",
    somethingWrong: "Qualcosa è andato storto",
    somethingWrongText: "È un errore nostro. Riprova; se succede ancora, riavvia l'app.",
    cannotLoad: "Non riesco a caricare i dati",
  },
  en: {
    appName: "Meriggio",
    now: "Now",
    communities: "Communities",
    facilities: "Facilities",
    inbox: "Notifications",
    more: "More",
    mainNavigation: "Main navigation",
    notThereYet: "Not there yet",
    notThereYetText: "This screen is being built.",
    pageNotFound: "There is no such page",
    pageNotFoundText: "The link is wrong, or from an earlier version.",
    toNow: "Go to Now",
    somethingWrong: "Something went wrong",
    somethingWrongText: "It is a fault of ours. Try again; if it happens again, restart the app.",
    cannotLoad: "The data cannot be loaded",
  },
});
