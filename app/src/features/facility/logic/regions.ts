/** Italy's regions, by the names that the rules of the incentives have (rules/regional_bonus.toml). */
export const REGIONS = [
  "Abruzzo",
  "Basilicata",
  "Calabria",
  "Campania",
  "Emilia-Romagna",
  "Friuli-Venezia Giulia",
  "Lazio",
  "Liguria",
  "Lombardia",
  "Marche",
  "Molise",
  "Piemonte",
  "Puglia",
  "Sardegna",
  "Sicilia",
  "Toscana",
  "Trentino-Alto Adige",
  "Umbria",
  "Valle d'Aosta",
  "Veneto",
] as const;

/** The region that a text names, however it is written; null for another one. */
export function regionOf(text: string): string | null {
  const plain = (words: string) => words.toLowerCase().replace(/[^a-z]/g, "");
  return REGIONS.find((region) => plain(region) === plain(text)) ?? null;
}
