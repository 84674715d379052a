import { bilingual } from "@/texts/bilingual";

/** The law's conditions as a checklist (R1 to R4). */
export const eligibilityTexts = bilingual({
  it: {
    title: "Condizioni di legge",
    subtitle: "Perché la comunità riceva gli incentivi.",
    eligible: "Tutto a posto",
    eligibleText: "Oggi la comunità rispetta tutte le condizioni.",
    notEligible: (count: number) =>
      count === 1 ? "Manca una condizione" : `Mancano ${count} condizioni`,
    notEligibleText: "Finché mancano, l'energia condivisa non dà diritto agli incentivi.",
    invite: "Invita un impianto",
    source: "Secondo il decreto CACER e le regole operative del GSE.",
    now: (count: string) => `Adesso: ${count}.`,
    producers: (count: string, power: string) => `Adesso: ${count}, in tutto ${power}.`,
    noOlderPlants: "Non ce ne sono.",
    olderPlants: (share: string) => `Adesso: ${share}.`,
    about: (names: string, others: number) =>
      others === 0 ? `Riguarda: ${names}.` : `Riguarda: ${names} e altri ${others}.`,
    rules: {
      members: "Almeno due membri",
      connectionPoints: "Almeno due impianti",
      producer: "Almeno un impianto che produce",
      consumer: "Almeno un impianto che consuma",
      substation: "Tutti sotto la stessa cabina primaria",
      plantPower: "Ogni impianto di produzione ha al massimo 1 MW",
      owners: "Nessuna grande impresa tra i membri",
      olderPlants: "Al massimo il 30 % della potenza è di impianti precedenti al 16 dicembre 2021",
    },
    advice: {
      too_few_members: "Invita l'impianto di un'altra persona.",
      too_few_connection_points: "Invita un altro impianto.",
      no_consumer: "Invita qualcuno che consuma energia.",
      no_producer: "Invita un impianto che produce, per esempio con il fotovoltaico.",
      substation_differs: "Questi impianti non potrebbero entrare oggi.",
      plant_too_powerful: "Questi impianti non potrebbero entrare oggi.",
      owner_excluded: "Le grandi imprese non possono farne parte.",
      older_plants_exceed_share: "Servono più impianti nuovi, o meno impianti vecchi.",
      older_plants_without_premium:
        "Gli impianti più vecchi hanno il contributo di valorizzazione, non la tariffa incentivante.",
    },
  },
  en: {
    title: "The law's conditions",
    subtitle: "For the community to receive incentives.",
    eligible: "All is well",
    eligibleText: "Today the community meets all conditions.",
    notEligible: (count: number) =>
      count === 1 ? "One condition is missing" : `${count} conditions are missing`,
    notEligibleText: "While they are missing, shared energy earns no incentives.",
    invite: "Invite a facility",
    source: "By the CACER decree and GSE's operating rules.",
    now: (count: string) => `Now: ${count}.`,
    producers: (count: string, power: string) => `Now: ${count}, ${power} in all.`,
    noOlderPlants: "There are none.",
    olderPlants: (share: string) => `Now: ${share}.`,
    about: (names: string, others: number) =>
      others === 0 ? `It is about: ${names}.` : `It is about: ${names} and ${others} more.`,
    rules: {
      members: "At least two members",
      connectionPoints: "At least two facilities",
      producer: "At least one facility that produces",
      consumer: "At least one facility that consumes",
      substation: "All under the same primary substation",
      plantPower: "Every producing plant has at most 1 MW",
      owners: "No large company among the members",
      olderPlants: "At most 30% of the power is of plants from before 16 December 2021",
    },
    advice: {
      too_few_members: "Invite another person's facility.",
      too_few_connection_points: "Invite another facility.",
      no_consumer: "Invite somebody who consumes energy.",
      no_producer: "Invite a facility that produces, for instance with photovoltaics.",
      substation_differs: "These facilities could not join today.",
      plant_too_powerful: "These facilities could not join today.",
      owner_excluded: "Large companies cannot take part.",
      older_plants_exceed_share: "It takes more new plants, or fewer old ones.",
      older_plants_without_premium:
        "The older plants earn the valorization fee, not the incentive tariff.",
    },
  },
});
