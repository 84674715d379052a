import { bilingual } from "@/texts/bilingual";

/** Facilities of the community; requests and invitations. */
export const membersTexts = bilingual({
  it: {
    title: "Impianti della comunità",
    summary: (facilities: number, producers: number, power: string) =>
      [
        facilities === 1 ? "1 impianto" : `${facilities} impianti`,
        producers === 0
          ? "nessuno produce"
          : producers === 1
            ? `1 produce, fino a ${power}`
            : `${producers} producono, fino a ${power} in tutto`,
      ].join(", "),
    search: "Cerca per nome",
    noneFound: "Nessun impianto ha questo nome.",
    found: (count: number) => (count === 1 ? "1 impianto trovato" : `${count} impianti trovati`),
    empty: "Ancora nessun impianto",
    emptyText: "Invita il primo impianto, o aggiungi il tuo.",
    invite: "Invita un impianto",
    since: (date: string) => `dal ${date}`,
    consumer: "Consumatore",
    producer: "Produttore",
    "self-consumer": "Autoconsumatore",
    produces: (power: string) => `produce fino a ${power}`,
    consumes: (power: string) => `preleva fino a ${power}`,
    remove: (name: string) => `Togli ${name}`,
    removeTitle: (name: string) => `Togliere ${name} dalla comunità?`,
    removeShared: "Da oggi la sua energia non è più condivisa con gli altri.",
    removePast: "Quello che ha condiviso finora resta nei conti.",
    removeCalls: "Chi usa l'impianto non riceve più gli avvisi della comunità.",
    removeLast: "Restano meno di due impianti: la comunità torna in formazione.",
    removeUndo: "Puoi invitarlo di nuovo: rientra quando il proprietario accetta.",
    removeConfirm: "Togli dalla comunità",
    removed: (name: string) => `${name} non è più nella comunità.`,
    curvesTitle: "Dati ufficiali",
    curvesText:
      "Scegli l'impianto di cui importare i quarti d'ora del distributore. Li importi tu, per il tempo in cui è nella comunità, o il suo proprietario.",
    offersTitle: "Richieste e inviti",
    requests: "Chiedono di entrare",
    requestsText: "Il proprietario ha già accettato: decidi tu.",
    invitations: "Invitati",
    invitationsText: "Entrano quando il proprietario accetta.",
    offersEmpty: "Nessuno aspetta",
    offersEmptyText:
      "Qui trovi chi chiede di entrare e chi hai invitato. Invita un impianto per cominciare.",
    asked: (when: string) => `ha chiesto ${when}`,
    invited: (when: string) => `invitato ${when}`,
    countsFrom: (date: string) => `vale dal ${date}`,
    unknownFacility: (id: string) => `Impianto ${id}`,
    checkOwner:
      "Vedi l'impianto, non chi lo possiede. Se non lo riconosci, confronta l'id con il proprietario.",
    invitedUnseen:
      "Il nome si vede solo quando il proprietario accetta: l'invito non svela nulla dell'impianto.",
    accept: "Accetta",
    decline: "Rifiuta",
    takeBack: "Ritira l'invito",
    accepted: (name: string) => `${name} è nella comunità.`,
    declineTitle: (name: string) => `Rifiutare la richiesta di ${name}?`,
    declineText: "Il proprietario può chiedere di nuovo.",
    declined: "La richiesta è rifiutata.",
    takenBack: "L'invito è ritirato.",
  },
  en: {
    title: "The community's facilities",
    summary: (facilities: number, producers: number, power: string) =>
      [
        facilities === 1 ? "1 facility" : `${facilities} facilities`,
        producers === 0
          ? "none produces"
          : producers === 1
            ? `1 produces, up to ${power}`
            : `${producers} produce, up to ${power} in all`,
      ].join(", "),
    search: "Search by name",
    noneFound: "No facility has this name.",
    found: (count: number) => (count === 1 ? "1 facility found" : `${count} facilities found`),
    empty: "No facility yet",
    emptyText: "Invite the first facility, or add your own.",
    invite: "Invite a facility",
    since: (date: string) => `since ${date}`,
    consumer: "Consumer",
    producer: "Producer",
    "self-consumer": "Self-consumer",
    produces: (power: string) => `produces up to ${power}`,
    consumes: (power: string) => `draws up to ${power}`,
    remove: (name: string) => `Remove ${name}`,
    removeTitle: (name: string) => `Remove ${name} from the community?`,
    removeShared: "From today its energy is no longer shared with the others.",
    removePast: "What it has shared so far stays in the books.",
    removeCalls: "Who uses the facility no longer gets the community's calls.",
    removeLast: "Fewer than two facilities are left: the community is forming again.",
    removeUndo: "You can invite it again: it is back when its owner accepts.",
    removeConfirm: "Remove from the community",
    removed: (name: string) => `${name} is no longer in the community.`,
    curvesTitle: "Official data",
    curvesText:
      "Choose the facility whose quarter-hours of the distributor you bring. You import them, for the time in which it is in the community, or its owner does.",
    offersTitle: "Requests and invitations",
    requests: "They ask to join",
    requestsText: "The owner has agreed already: it is for you to decide.",
    invitations: "Invited",
    invitationsText: "They are in when the owner accepts.",
    offersEmpty: "Nobody waits",
    offersEmptyText:
      "Here you find who asks to join and whom you have invited. Invite a facility to begin.",
    asked: (when: string) => `asked ${when}`,
    invited: (when: string) => `invited ${when}`,
    countsFrom: (date: string) => `counts from ${date}`,
    unknownFacility: (id: string) => `Facility ${id}`,
    checkOwner:
      "You see the facility, not who owns it. If you do not recognise it, compare the id with its owner.",
    invitedUnseen:
      "The name shows once the owner accepts: an invitation reveals nothing of the facility.",
    accept: "Accept",
    decline: "Decline",
    takeBack: "Take back",
    accepted: (name: string) => `${name} is in the community.`,
    declineTitle: (name: string) => `Decline the request of ${name}?`,
    declineText: "Its owner can ask again.",
    declined: "The request is declined.",
    takenBack: "The invitation is taken back.",
  },
});
