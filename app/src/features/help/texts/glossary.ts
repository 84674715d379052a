import { bilingual } from "@/texts/bilingual";

/** The ubiquitous language: the words of the app, the APIs and the guides. */
export const glossaryTexts = bilingual({
  it: {
    community: {
      term: "Comunità",
      meaning:
        "Persone e imprese che producono e consumano insieme energia rinnovabile sotto la stessa cabina primaria: una Comunità Energetica Rinnovabile (CER). Con un solo membro è in formazione, da due è attiva.",
    },
    member: {
      term: "Membro",
      meaning: "Chi partecipa ad almeno una comunità.",
    },
    user: {
      term: "Utente",
      meaning:
        "Chi usa Meriggio dopo aver fatto l'accesso. Finché non conferma la sua email, non può entrare.",
    },
    representative: {
      term: "Referente",
      meaning:
        "Chi rappresenta la comunità per legge. È l'unico che può cambiarne i dati e le regole.",
    },
    owner: {
      term: "Proprietario",
      meaning: "Il titolare del contratto di uno o più impianti. È l'unico che può cambiarli.",
    },
    facility: {
      term: "Impianto",
      meaning:
        "Un punto con un contratto di fornitura, di produzione, o entrambi: una casa, un negozio, un tetto.",
    },
    meter: {
      term: "Contatore",
      meaning:
        "Quello elettronico del distributore: GEMIS monofase fino a 3 kW, GETIS trifase fino a 30 kW, GESIS trifase oltre 30 kW con una costante K. I pagamenti si basano su di lui.",
    },
    device: {
      term: "Dispositivo",
      meaning:
        "Il nostro misuratore, uno per impianto. Conosce il proprio identificativo, non l'impianto.",
    },
    energy: {
      term: "Energia",
      meaning:
        "Quanto è stato consumato, prodotto o accumulato in un certo tempo. Si misura in wattora (Wh, kWh).",
    },
    power: {
      term: "Potenza",
      meaning: "Quanta energia passa in questo momento. Si misura in watt (W, kW).",
    },
    sharedEnergy: {
      term: "Energia condivisa",
      meaning:
        "Per ogni ora, il minore fra quanto i membri immettono in rete e quanto ne prelevano. È ciò che viene premiato.",
    },
    excess: {
      term: "Eccedenza",
      meaning: "La potenza che la comunità immette in rete in più di quella che preleva, adesso.",
    },
    selfConsumption: {
      term: "Autoconsumo",
      meaning: "Consumare quando la comunità produce.",
    },
    incentiveTariff: {
      term: "Tariffa incentivante",
      meaning: "Il premio per ogni kWh di energia condivisa.",
    },
    valorizationFee: {
      term: "Contributo di valorizzazione",
      meaning: "Il rimborso di ARERA per l'energia condivisa, che usa meno la rete.",
    },
    capitalGrant: {
      term: "Contributo in conto capitale",
      meaning: "Denaro pubblico per costruire un impianto. Riduce la tariffa incentivante.",
    },
    primarySubstation: {
      term: "Cabina primaria",
      meaning:
        "Dove la rete della zona si collega all'alta tensione. Chi condivide energia sta sotto la stessa; il codice è sulla mappa del GSE.",
    },
    consumer: {
      term: "Consumatore",
      meaning: "Un membro che preleva soltanto.",
    },
    producer: {
      term: "Produttore",
      meaning: "Un membro che immette soltanto.",
    },
    selfConsumer: {
      term: "Autoconsumatore",
      meaning: "Un membro che produce e consuma nello stesso impianto.",
    },
    notification: {
      term: "Notifica",
      meaning: "Quello che Meriggio ti dice perché tu possa fare qualcosa.",
    },
    surplusPolicy: {
      term: "Regola di eccedenza",
      meaning:
        "Da quanta potenza, per quanto tempo e in quali ore la comunità avvisa i suoi membri.",
    },
    distributionPolicy: {
      term: "Regola di ripartizione",
      meaning: "Come la comunità divide fra gli impianti ciò che guadagna.",
    },
    statement: {
      term: "Estratto del mese",
      meaning:
        "Quanto un impianto o la comunità ha condiviso in un mese, e quanto gli spetta. Può avere più versioni.",
    },
    provisional: {
      term: "Provvisorio",
      meaning: "Può ancora cambiare: mancano misure, prezzi o la fine del periodo.",
    },
    gse: {
      term: "GSE",
      meaning:
        "Gestore dei Servizi Energetici: l'ente che riconosce le comunità e paga gli incentivi.",
    },
  },
  en: {
    community: {
      term: "Community",
      meaning:
        "People and businesses that produce and consume renewable energy together under the same primary substation: a Renewable Energy Community (REC). With one member it is forming, from two on active.",
    },
    member: { term: "Member", meaning: "Who takes part in at least one community." },
    user: {
      term: "User",
      meaning:
        "Who uses Meriggio after signing in. Nobody signs in before their email is confirmed.",
    },
    representative: {
      term: "Representative",
      meaning:
        "Who represents the community by law. The only one who may change its data and policies.",
    },
    owner: {
      term: "Owner",
      meaning:
        "Who holds the contract of one or more facilities. The only one who may change them.",
    },
    facility: {
      term: "Facility",
      meaning:
        "A place with a supply contract, a production contract, or both: a home, a shop, a roof.",
    },
    meter: {
      term: "Meter",
      meaning:
        "The distributor's electronic one: GEMIS single-phase up to 3 kW, GETIS three-phase up to 30 kW, GESIS three-phase above 30 kW with a constant K. Payments are based on it.",
    },
    device: {
      term: "Device",
      meaning: "Our measuring device, one a facility. It knows its own id, not the facility.",
    },
    energy: {
      term: "Energy",
      meaning:
        "How much was consumed, produced or stored over some time. Measured in watt-hours (Wh, kWh).",
    },
    power: {
      term: "Power",
      meaning: "How much energy flows at this moment. Measured in watts (W, kW).",
    },
    sharedEnergy: {
      term: "Shared energy",
      meaning:
        "For every hour, the smaller of what members feed into the grid and what they draw. It is what the incentive is for.",
    },
    excess: {
      term: "Excess",
      meaning: "The power that the community feeds into the grid beyond what it draws, now.",
    },
    selfConsumption: {
      term: "Self-consumption",
      meaning: "Consuming at the time when the community produces.",
    },
    incentiveTariff: {
      term: "Incentive tariff",
      meaning: "The premium for every kWh of shared energy.",
    },
    valorizationFee: {
      term: "Valorization fee",
      meaning: "ARERA's refund for shared energy, which uses the grid less.",
    },
    capitalGrant: {
      term: "Capital grant",
      meaning: "Public money for building a plant. It reduces the incentive tariff.",
    },
    primarySubstation: {
      term: "Primary substation",
      meaning:
        "Where the grid of the area meets high voltage. Who shares energy is under the same one; its code is on the map of GSE.",
    },
    consumer: { term: "Consumer", meaning: "A member that only draws." },
    producer: { term: "Producer", meaning: "A member that only feeds in." },
    selfConsumer: {
      term: "Self-consumer",
      meaning: "A member that produces and consumes in the same facility.",
    },
    notification: {
      term: "Notification",
      meaning: "What Meriggio tells you so that you can act on it.",
    },
    surplusPolicy: {
      term: "Surplus policy",
      meaning:
        "From how much power, after how long and in which hours the community tells its members.",
    },
    distributionPolicy: {
      term: "Distribution policy",
      meaning: "How the community divides among facilities what it earns.",
    },
    statement: {
      term: "Monthly statement",
      meaning:
        "What a facility or the community shared in a month, and what it is due. It may have several versions.",
    },
    provisional: {
      term: "Provisional",
      meaning: "May still change: readings, prices or the end of the period are missing.",
    },
    gse: {
      term: "GSE",
      meaning:
        "Gestore dei Servizi Energetici: the body that recognises communities and pays the incentives.",
    },
  },
});
