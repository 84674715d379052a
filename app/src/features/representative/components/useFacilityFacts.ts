import { type MemberFacility } from "@/api/queries/representative";
import { useTexts } from "@/texts";
import { useFormats } from "@/ui";

type Shown = Pick<MemberFacility, "memberType" | "maxConsumptionW" | "maxProductionW">;

/** How a facility takes part, and with which power. */
export function useFacilityFacts({ memberType, maxConsumptionW, maxProductionW }: Shown): string[] {
  const words = useTexts().representative.members;
  const formats = useFormats();
  return [
    words[memberType],
    maxProductionW > 0
      ? words.produces(formats.watts(maxProductionW))
      : words.consumes(formats.watts(maxConsumptionW)),
  ];
}
