/** The five places that everything hangs from. */
import { type IconName } from "@/ui";

export const DESTINATIONS = [
  { name: "now", href: "/now", icon: "sun" },
  { name: "communities", href: "/communities", icon: "community" },
  { name: "facilities", href: "/facilities", icon: "house" },
  { name: "inbox", href: "/inbox", icon: "bell" },
  { name: "more", href: "/more", icon: "more" },
] as const satisfies readonly { name: string; href: string; icon: IconName }[];

export type Destination = (typeof DESTINATIONS)[number];

/** From this width on the navigation stands at the side of every screen. */
export const RAIL_FROM_WIDTH = 900;

/** Which place a path belongs to; null for one that belongs to none. */
export function destinationOf(pathname: string): Destination["name"] | null {
  const [first] = pathname.split("/").filter(Boolean);
  return DESTINATIONS.find(({ name }) => name === first)?.name ?? null;
}
