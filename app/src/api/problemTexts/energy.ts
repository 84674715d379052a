import { bilingual } from "@/texts/bilingual";

/** Codes of the energy service. */
export const energyProblems = bilingual({
  it: {
    export_too_long: "Le singole letture si esportano al massimo per 400 giorni alla volta.",
    invalid_period: "L'inizio deve venire prima della fine.",
    resolution_not_available: "Questo dettaglio non è disponibile.",
    too_many_points: "Sono troppi valori insieme: scegli un periodo più breve.",
    too_many_exports: "Ci sono troppe esportazioni in corso. Riprova tra un minuto.",
    too_few_facilities: "Con così pochi impianti i dati direbbero i consumi di una famiglia.",
    month_not_found: "Per questo mese non ci sono dati.",
    month_not_begun: "Questo mese non è ancora cominciato.",
    not_in_community: "In questo mese l'impianto non era in una comunità.",
    settlement_not_found: "Il referente non ha ancora fatto i conti di questo mese.",
    curve_format_unknown:
      "Non si capisce che cosa dicono le colonne del file: dillo in «Come è fatto il file».",
    curve_invalid: "Alcune righe del file non si possono leggere: non è stato salvato nulla.",
    curve_too_long: "Il file ha troppe righe: dividilo in due.",
    curve_already_imported: "Questo file è già stato importato.",
    official_values_differ: "Per quei quarti d'ora sono già importati altri valori.",
    too_many_imports: "Ci sono troppe importazioni per questo impianto.",
    import_not_found: "Questa importazione non c'è più.",
    gse_statement_invalid: "Le righe del rendiconto non tornano: non è stato salvato nulla.",
    no_reading_yet: "Non è ancora arrivata nessuna misura.",
  },
  en: {
    export_too_long: "Single readings are exported for at most 400 days at a time.",
    invalid_period: "The start must come before the end.",
    resolution_not_available: "This detail is not available.",
    too_many_points: "These are too many values at once: choose a shorter period.",
    too_many_exports: "Too many exports are under way. Try again in a minute.",
    too_few_facilities: "Over so few facilities a sum would tell one household's energy.",
    month_not_found: "There is no data for this month.",
    month_not_begun: "This month has not begun yet.",
    not_in_community: "The facility was in no community in this month.",
    settlement_not_found: "The representative has not settled this month yet.",
    curve_format_unknown:
      "What the file's columns say cannot be told: say it under “How the file is written”.",
    curve_invalid: "Some lines of the file cannot be read: nothing has been stored.",
    curve_too_long: "The file has too many lines: divide it in two.",
    curve_already_imported: "This file has been imported already.",
    official_values_differ: "Other values are imported already for these quarter-hours.",
    too_many_imports: "There are too many imports of this facility.",
    import_not_found: "This import is no longer there.",
    gse_statement_invalid: "The statement's lines do not fit: nothing has been stored.",
    no_reading_yet: "No reading has arrived yet.",
  },
});
