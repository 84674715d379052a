import { bilingual } from "@/texts/bilingual";

/** Removing a community and bringing it back. */
export const removalTexts = bilingual({
  it: {
    title: "Elimina la comunità",
    warning: (count: number) =>
      count === 1
        ? "Un impianto fa ancora parte della comunità."
        : `${count} impianti fanno ancora parte della comunità.`,
    warningText: "Chiedi prima ai membri: con l'eliminazione escono tutti.",
    seeMembers: "Guarda gli impianti",
    nobody: "Nessun impianto fa parte della comunità.",
    means: "Che cosa succede",
    meansNow: "La comunità sparisce subito, per tutti.",
    meansReleased: (count: number) =>
      count === 1 ? "Il suo impianto esce." : `I suoi ${count} impianti escono tutti.`,
    meansShared: "Da quel momento nessuna energia è condivisa e non si maturano incentivi.",
    meansCalls: "Nessuno riceve più gli avvisi della comunità.",
    meansOffers: "Richieste e inviti in attesa cadono.",
    undo: "Per 30 giorni puoi ripristinarla con le sue impostazioni, ma senza impianti.",
    remove: "Elimina la comunità…",
    confirmTitle: (name: string) => `Eliminare ${name}?`,
    confirm: "Elimina",
    done: (name: string, released: number) =>
      released === 0
        ? `${name} è eliminata.`
        : released === 1
          ? `${name} è eliminata; un impianto è uscito.`
          : `${name} è eliminata; ${released} impianti sono usciti.`,
    restoreNow: "Ripristina",
    removedTitle: "Comunità eliminate",
    removedSubtitle: "Puoi ripristinarle per 30 giorni.",
    removedEmpty: "Nessuna comunità eliminata",
    removedEmptyText: "Le comunità che elimini restano qui per 30 giorni.",
    removedOn: (date: string) => `eliminata ${date}`,
    until: (date: string) => `ripristinabile fino al ${date}`,
    restore: "Ripristina",
    restored: (name: string) => `${name} è di nuovo qui. Invita di nuovo i suoi impianti.`,
  },
  en: {
    title: "Remove the community",
    warning: (count: number) =>
      count === 1
        ? "A facility still belongs to the community."
        : `${count} facilities still belong to the community.`,
    warningText: "Ask your members first: all of them leave with it.",
    seeMembers: "See the facilities",
    nobody: "No facility belongs to the community.",
    means: "What happens",
    meansNow: "The community is gone at once, for everybody.",
    meansReleased: (count: number) =>
      count === 1 ? "Its facility leaves." : `Its ${count} facilities all leave.`,
    meansShared: "From then on no energy is shared, and no incentives are earned.",
    meansCalls: "Nobody gets the community's calls any more.",
    meansOffers: "Requests and invitations that wait are dropped.",
    undo: "For 30 days you can restore it with its settings, but without facilities.",
    remove: "Remove the community…",
    confirmTitle: (name: string) => `Remove ${name}?`,
    confirm: "Remove",
    done: (name: string, released: number) =>
      released === 0
        ? `${name} is removed.`
        : released === 1
          ? `${name} is removed; one facility has left.`
          : `${name} is removed; ${released} facilities have left.`,
    restoreNow: "Restore",
    removedTitle: "Removed communities",
    removedSubtitle: "You can restore them for 30 days.",
    removedEmpty: "No removed community",
    removedEmptyText: "Communities that you remove stay here for 30 days.",
    removedOn: (date: string) => `removed ${date}`,
    until: (date: string) => `can be restored until ${date}`,
    restore: "Restore",
    restored: (name: string) => `${name} is back. Invite its facilities again.`,
  },
});
