import { bilingual } from "@/texts/bilingual";

/** Codes of the engagement service: the inbox, and the ways in which one is told. */
export const engagementProblems = bilingual({
  it: {
    invalid_address: "Questo indirizzo non va bene per questo canale. Ricontrollalo.",
    invalid_preference: "Due di queste scelte si contraddicono.",
    endpoint_not_found: "Questo canale non c'è più.",
    episode_not_found: "Questo momento non c'è, o non c'è più.",
    no_balance_yet: "Nessun dispositivo della comunità ha ancora inviato misure.",
    notification_not_found: "Questa notifica non c'è più: si conservano per 400 giorni.",
    web_push_off: "Su questo server le notifiche del browser non sono attive.",
    channel_not_offered: "Su questo server questo canale non è attivo.",
    too_many_endpoints: "Hai già il numero massimo di canali. Togline uno.",
    too_many_tests: "Hai fatto abbastanza prove. Riprova tra dieci minuti.",
  },
  en: {
    invalid_address: "This address does not suit this channel. Check it again.",
    invalid_preference: "Two of these choices contradict each other.",
    endpoint_not_found: "This channel is gone.",
    episode_not_found: "There is no such moment, or no longer.",
    no_balance_yet: "No device of the community has sent a reading yet.",
    notification_not_found: "This notification is gone: they are kept for 400 days.",
    web_push_off: "Browser notifications are not set up on this server.",
    channel_not_offered: "This channel is not set up on this server.",
    too_many_endpoints: "You have as many channels as one may have. Remove one.",
    too_many_tests: "You have made enough tests. Try again in ten minutes.",
  },
});
