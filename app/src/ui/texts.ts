/** The words of the design system itself; what a screen says comes from its feature. */
import type { Language } from "@/formats";

export interface UiTexts {
  readonly back: string;
  readonly close: string;
  readonly cancel: string;
  readonly retry: string;
  readonly refresh: string;
  readonly refreshing: string;
  readonly loading: string;
  readonly sending: string;
  readonly required: string;
  readonly optional: string;
  readonly showPassword: string;
  readonly hidePassword: string;
  readonly choose: string;
  readonly dismiss: string;
  readonly messages: string;
  readonly updated: (age: string) => string;
  readonly neverUpdated: string;
  readonly stale: string;
  readonly offline: string;
  readonly offlineSince: (age: string) => string;
  readonly estimate: string;
  readonly unknown: string;
  readonly on: string;
  readonly off: string;
  readonly errorAt: (text: string) => string;
  readonly typeToConfirm: (word: string) => string;
  readonly whatHappens: string;
  readonly showMore: (count: number) => string;
  readonly showLess: string;
  readonly done: string;
  readonly notDone: string;
  readonly stepOf: (step: number, of: number) => string;
  readonly unread: (count: number) => string;
  readonly tone: Readonly<Record<"info" | "good" | "warn" | "danger", string>>;
  readonly chart: ChartTexts;
}

export interface ChartTexts {
  readonly showTable: string;
  readonly showChart: string;
  readonly time: string;
  readonly now: string;
  readonly forecast: string;
  readonly noData: string;
  readonly noBalance: string;
  readonly gap: string;
  readonly incomplete: string;
  readonly explore: string;
  readonly range: (from: string, to: string) => string;
  readonly most: (label: string, value: string, when: string) => string;
  readonly sum: (label: string, value: string) => string;
  readonly gaps: (count: number) => string;
  readonly produced: string;
  readonly consumed: string;
  readonly usedTogether: string;
  readonly toSpare: string;
  readonly fromGrid: string;
  readonly balanced: string;
}

const it: UiTexts = {
  back: "Indietro",
  close: "Chiudi",
  cancel: "Annulla",
  retry: "Riprova",
  refresh: "Aggiorna",
  refreshing: "Aggiornamento…",
  loading: "Caricamento…",
  sending: "Invio…",
  required: "obbligatorio",
  optional: "facoltativo",
  showPassword: "Mostra la password",
  hidePassword: "Nascondi la password",
  choose: "Scegli",
  dismiss: "Chiudi l'avviso",
  messages: "Messaggi",
  updated: (age) => `aggiornato ${age}`,
  neverUpdated: "ancora nessun dato",
  stale: "dato non recente",
  offline: "Sei offline: vedi gli ultimi dati ricevuti.",
  offlineSince: (age) => `Sei offline: vedi i dati di ${age}.`,
  estimate: "stima",
  unknown: "non noto",
  on: "attivo",
  off: "non attivo",
  errorAt: (text) => `Errore: ${text}`,
  typeToConfirm: (word) => `Per confermare scrivi: ${word}`,
  whatHappens: "Che cosa succede",
  showMore: (count) => (count === 1 ? "Mostra un altro" : `Mostra altri ${count}`),
  showLess: "Mostra meno",
  done: "fatto",
  notDone: "da fare",
  stepOf: (step, of) => `Passo ${step} di ${of}`,
  unread: (count) => (count === 1 ? "1 da leggere" : `${count} da leggere`),
  tone: { info: "Informazione", good: "Fatto", warn: "Attenzione", danger: "Errore" },
  chart: {
    showTable: "Mostra come tabella",
    showChart: "Mostra il grafico",
    time: "Ora",
    now: "adesso",
    forecast: "previsione",
    noData: "Nessun dato in questo periodo.",
    noBalance: "Il bilancio non si conosce: manca uno dei due dati.",
    gap: "nessun dato",
    incomplete: "periodo incompleto",
    explore: "Usa le frecce per leggere i valori.",
    range: (from, to) => `Da ${from} a ${to}.`,
    most: (label, value, when) => `${label}: al massimo ${value} (${when}).`,
    sum: (label, value) => `${label}: in tutto ${value}.`,
    gaps: (count) =>
      count === 1 ? "Per un intervallo mancano i dati." : `Mancano i dati di ${count} intervalli.`,
    produced: "Produzione",
    consumed: "Consumo",
    usedTogether: "usata subito",
    toSpare: "in più",
    fromGrid: "dalla rete",
    balanced: "in pari",
  },
};

const en: UiTexts = {
  back: "Back",
  close: "Close",
  cancel: "Cancel",
  retry: "Try again",
  refresh: "Refresh",
  refreshing: "Refreshing…",
  loading: "Loading…",
  sending: "Sending…",
  required: "required",
  optional: "optional",
  showPassword: "Show the password",
  hidePassword: "Hide the password",
  choose: "Choose",
  dismiss: "Dismiss the message",
  messages: "Messages",
  updated: (age) => `updated ${age}`,
  neverUpdated: "no data yet",
  stale: "not recent",
  offline: "You are offline: these are the last figures received.",
  offlineSince: (age) => `You are offline: these figures are from ${age}.`,
  estimate: "estimate",
  unknown: "not known",
  on: "on",
  off: "off",
  errorAt: (text) => `Error: ${text}`,
  typeToConfirm: (word) => `To confirm, type: ${word}`,
  whatHappens: "What will happen",
  showMore: (count) => (count === 1 ? "Show one more" : `Show ${count} more`),
  showLess: "Show less",
  done: "done",
  notDone: "to do",
  stepOf: (step, of) => `Step ${step} of ${of}`,
  unread: (count) => `${count} unread`,
  tone: { info: "Information", good: "Done", warn: "Attention", danger: "Error" },
  chart: {
    showTable: "Show as a table",
    showChart: "Show the chart",
    time: "Time",
    now: "now",
    forecast: "forecast",
    noData: "No data in this period.",
    noBalance: "The balance is not known: one of the two figures is missing.",
    gap: "no data",
    incomplete: "period not complete",
    explore: "Use the arrow keys to read values.",
    range: (from, to) => `From ${from} to ${to}.`,
    most: (label, value, when) => `${label}: ${value} at most (${when}).`,
    sum: (label, value) => `${label}: ${value} in all.`,
    gaps: (count) =>
      count === 1
        ? "Data are missing for one stretch."
        : `Data are missing for ${count} stretches.`,
    produced: "Produced",
    consumed: "Consumed",
    usedTogether: "used at once",
    toSpare: "to spare",
    fromGrid: "from the grid",
    balanced: "in balance",
  },
};

export const uiTexts: Readonly<Record<Language, UiTexts>> = { it, en };
