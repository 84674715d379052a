import { bilingual } from "@/texts/bilingual";

/** Inviting a facility, and handing over the role. */
export const inviteTexts = bilingual({
  it: {
    title: "Invita un impianto",
    subtitle: "Entra quando il suo proprietario accetta: nessun impianto entra senza consenso.",
    own: "I tuoi impianti",
    ownText: "Sono sotto la stessa cabina primaria e sono tuoi: entrano subito.",
    addOwn: (name: string) => `Aggiungi ${name}`,
    other: "L'impianto di qualcun altro",
    id: "Id dell'impianto",
    idHint:
      "Il proprietario lo trova nella pagina del suo impianto e te lo manda. Incolla anche tutto il messaggio.",
    idNote: "Dallo al referente che vuole invitarlo in una comunità.",
    idMissing: "Incolla l'id dell'impianto.",
    idWrong: "Qui non trovo un id, o ne trovo più di uno. È fatto di 36 lettere, cifre e trattini.",
    from: "Vale da un giorno passato",
    fromHint:
      "Giorno, mese e anno, per esempio 01/06/2026. Senza data vale dal giorno in cui il proprietario accetta.",
    fromWrong: "Scrivi una data come 01/06/2026.",
    send: "Manda l'invito",
    sent: "Invito mandato. L'impianto entra quando il proprietario accetta.",
    joined: (name: string) => `${name} è nella comunità.`,
    joinedAtOnce: "L'impianto è nella comunità: il proprietario l'aveva già chiesto.",
    alsoAsk: "Un proprietario può anche chiedere lui di entrare: dalla pagina del suo impianto.",
  },
  en: {
    title: "Invite a facility",
    subtitle: "It is in when its owner accepts: no facility joins without consent.",
    own: "Your facilities",
    ownText: "They are under the same primary substation and yours: they join at once.",
    addOwn: (name: string) => `Add ${name}`,
    other: "Somebody else's facility",
    id: "The facility's id",
    idHint:
      "Its owner finds it on the facility's page and sends it to you. You can paste the whole message.",
    idNote: "Give it to the representative who wants to invite it to a community.",
    idMissing: "Paste the facility's id.",
    idWrong:
      "There is no id in this, or more than one. It is made of 36 letters, digits and dashes.",
    from: "Counts from a day in the past",
    fromHint:
      "Day, month and year, such as 01/06/2026. Without a date it counts from the day the owner accepts.",
    fromWrong: "Enter a date such as 01/06/2026.",
    send: "Send the invitation",
    sent: "Invitation sent. The facility is in when its owner accepts.",
    joined: (name: string) => `${name} is in the community.`,
    joinedAtOnce: "The facility is in the community: its owner had asked already.",
    alsoAsk: "An owner can ask to join, too: from the page of the facility.",
  },
});
