import { bilingual } from "@/texts/bilingual";

/** The representative's area: what waits, how the community stands, where everything is. */
export const hubTexts = bilingual({
  it: {
    title: "Gestisci la comunità",
    role: "Sei il referente",
    active: "Attiva",
    forming: "In formazione",
    formingText: "Con due membri la comunità diventa attiva.",
    members: "Membri",
    facilities: "Impianti",
    plantPower: "Potenza di picco",
    eligible: "Rispetta tutte le condizioni di legge",
    notEligible: (count: number) =>
      count === 1
        ? "Manca una condizione per gli incentivi"
        : `Mancano ${count} condizioni per gli incentivi`,
    seeConditions: "Guarda le condizioni",
    waiting: (count: number) =>
      count === 1 ? "Un impianto chiede di entrare" : `${count} impianti chiedono di entrare`,
    waitingText: "C'è da rispondere: entra solo chi accetti.",
    answer: "Rispondi",
    proposedTo: (who: string) => `Hai proposto come prossimo referente: ${who}.`,
    people: "Membri e impianti",
    rules: "Regole e conti",
    community: "Comunità",
    membersRow: "Impianti della comunità",
    offersRow: "Richieste e inviti",
    noOffers: "Nessuno aspetta",
    offersNote: (requests: number, invitations: number) =>
      [
        requests === 1 ? "1 richiesta" : `${requests} richieste`,
        invitations === 1 ? "1 invito" : `${invitations} inviti`,
      ].join(", "),
    inviteRow: "Invita un impianto",
    eligibilityRow: "Condizioni di legge",
    surplusRow: "Quando avvisare i membri",
    distributionRow: "Come si divide il denaro",
    statementsRow: "Rendiconti mensili",
    curvesRow: "Dati ufficiali dei contatori",
    effectRow: "Effetto degli avvisi",
    editRow: "Dati della comunità",
    handoverRow: "Passa il ruolo di referente",
    auditRow: "Modifiche",
    removeRow: "Elimina la comunità",
    notYours: "Quest'area è del referente",
    notYoursText: "Qui può entrare solo il referente di questa comunità.",
    backToCommunity: "Vai alla comunità",
  },
  en: {
    title: "Manage the community",
    role: "You are its representative",
    active: "Active",
    forming: "Forming",
    formingText: "With two members the community becomes active.",
    members: "Members",
    facilities: "Facilities",
    plantPower: "Peak power",
    eligible: "It meets all the law's conditions",
    notEligible: (count: number) =>
      count === 1
        ? "One condition for incentives is missing"
        : `${count} conditions for incentives are missing`,
    seeConditions: "See the conditions",
    waiting: (count: number) =>
      count === 1 ? "A facility asks to join" : `${count} facilities ask to join`,
    waitingText: "It is for you to answer: nobody joins unless you accept.",
    answer: "Answer",
    proposedTo: (who: string) => `You have proposed as the next representative: ${who}.`,
    people: "Members and facilities",
    rules: "Rules and accounts",
    community: "Community",
    membersRow: "The community's facilities",
    offersRow: "Requests and invitations",
    noOffers: "Nobody waits",
    offersNote: (requests: number, invitations: number) =>
      [
        requests === 1 ? "1 request" : `${requests} requests`,
        invitations === 1 ? "1 invitation" : `${invitations} invitations`,
      ].join(", "),
    inviteRow: "Invite a facility",
    eligibilityRow: "The law's conditions",
    surplusRow: "When members are told",
    distributionRow: "How the money is divided",
    statementsRow: "Monthly statements",
    curvesRow: "Official data of the meters",
    effectRow: "Effect of calls",
    editRow: "The community's data",
    handoverRow: "Hand over the role",
    auditRow: "Changes",
    removeRow: "Remove the community",
    notYours: "This is the representative's area",
    notYoursText: "Only the representative of this community can enter.",
    backToCommunity: "Go to the community",
  },
});
