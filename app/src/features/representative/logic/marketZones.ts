/** Italy's market zones and the regions in them (Terna's zones since 2021). */
export const MARKET_ZONES = ["NORD", "CNOR", "CSUD", "SUD", "CALA", "SICI", "SARD"] as const;

export type MarketZone = (typeof MARKET_ZONES)[number];

export const REGIONS_OF: Readonly<Record<MarketZone, readonly string[]>> = {
  NORD: [
    "Emilia-Romagna",
    "Friuli-Venezia Giulia",
    "Liguria",
    "Lombardia",
    "Piemonte",
    "Trentino-Alto Adige",
    "Valle d'Aosta",
    "Veneto",
  ],
  CNOR: ["Marche", "Toscana"],
  CSUD: ["Abruzzo", "Campania", "Lazio", "Umbria"],
  SUD: ["Basilicata", "Molise", "Puglia"],
  CALA: ["Calabria"],
  SICI: ["Sicilia"],
  SARD: ["Sardegna"],
};

export function isMarketZone(code: string): code is MarketZone {
  return MARKET_ZONES.some((zone) => zone === code);
}

/** The zone of a region as people write it; null for a name that is none of them. */
export function zoneOfRegion(region: string): MarketZone | null {
  const wanted = plain(region);
  if (wanted === "") return null;
  const isIt = (name: string) => plain(name) === wanted || plain(name).startsWith(`${wanted} `);
  return MARKET_ZONES.find((zone) => REGIONS_OF[zone].some(isIt)) ?? null;
}

function plain(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z]+/g, " ")
    .trim();
}
