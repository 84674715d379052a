import { type Provisional } from "@/api/queries/settlements";
import { useTexts } from "@/texts";
import { Banner } from "@/ui";

/** Why sums may still change; nothing where they may not. */
export function Provisionally({ reasons }: { readonly reasons: readonly Provisional[] }) {
  const words = useTexts().live;
  if (reasons.length === 0) return null;
  const said = reasons.map((reason) => words.because[reason]);
  return <Banner tone="info" role="none" text={words.provisional(said.join(", "))} />;
}
