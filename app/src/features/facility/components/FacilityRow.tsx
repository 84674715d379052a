import { type Facility } from "@/api/queries/facilities";
import { useFacilityPowerStream } from "@/api/queries/facilityEnergy";
import { type PowerState } from "@/live/logic/power";
import { useFacilityNow } from "@/live/useFacilityNow";
import { useTexts } from "@/texts";
import { type IconName, type Ink, ListRow, useAgeSeconds, useFormats, useUiTexts } from "@/ui";

export const POWER_LOOK: Readonly<Record<PowerState["kind"], { icon: IconName; ink: Ink }>> = {
  drawing: { icon: "plug", ink: "info" },
  feeding: { icon: "sun", ink: "accent" },
  balanced: { icon: "checkCircle", ink: "good" },
  silent: { icon: "warning", ink: "warn" },
  never: { icon: "house", ink: "textMuted" },
};

interface FacilityRowProps {
  readonly facility: Facility;
  /** Whether its power streams; else it is asked for now and then. */
  readonly isStreamed: boolean;
  readonly onPress: () => void;
}

/** A facility of the list, with what it does at this moment (FR3.1). */
export function FacilityRow({ facility, isStreamed, onPress }: FacilityRowProps) {
  const { energy, state, isCatchingUp } = useFacilityNow(facility.facilityId);
  const asOf = energy.data?.asOf ?? null;
  const ageS = useAgeSeconds(asOf);
  const formats = useFormats();
  const { facility: texts, live } = useTexts();
  const uiTexts = useUiTexts();
  const look = POWER_LOOK[state?.kind ?? "never"];
  const hasFigure = state !== null && "watts" in state;
  const told = isCatchingUp ? live.catchingUp : uiTexts.updated;
  const age = asOf === null ? null : told(isCatchingUp ? formats.dayTime(asOf) : formats.age(ageS));
  const notes = [
    state === null ? null : texts.overview[state.kind],
    hasFigure ? null : age,
    facility.device === null ? texts.overview.noDevice : null,
    facility.role === "owner" ? null : texts.people.roles[facility.role],
  ].filter((note) => note !== null);
  return (
    <>
      {isStreamed && <PowerStream facilityId={facility.facilityId} />}
      <ListRow
        title={facility.name}
        subtitle={notes.join(" · ")}
        icon={look.icon}
        iconColor={look.ink}
        value={hasFigure ? formats.watts(state.watts) : undefined}
        valueNote={age ?? undefined}
        onPress={onPress}
      />
    </>
  );
}

/** Keeps a facility's power live while it is there. */
export function PowerStream({ facilityId }: { readonly facilityId: string }) {
  useFacilityPowerStream(facilityId);
  return null;
}
