const OF_THE_COMMUNITIES = "Europe/Rome";

/** The device's IANA time zone; Rome's where it says none. */
export function deviceTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions() as { timeZone?: string };
  return timeZone?.includes("/") ? timeZone : OF_THE_COMMUNITIES;
}
