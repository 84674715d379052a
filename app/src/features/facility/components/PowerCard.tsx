import { useEffect, useRef } from "react";

import { type Facility } from "@/api/queries/facilities";
import { type FacilityEnergy, useFacilityPowerStream } from "@/api/queries/facilityEnergy";
import { type PowerState } from "@/live/logic/power";
import { useFacilityNow } from "@/live/useFacilityNow";
import { problemText, useTexts } from "@/texts";
import {
  Age,
  AppText,
  Banner,
  Card,
  Column,
  ErrorState,
  Icon,
  Progress,
  Row,
  SkeletonCard,
  Stat,
  Tag,
  useAnnouncer,
  useFormats,
} from "@/ui";

import { contractShare } from "../logic/power";
import { POWER_LOOK } from "./FacilityRow";

/** The power of this moment, live, and the energy of the last 24 hours (FR3.1). */
export function PowerCard({ facility }: { readonly facility: Facility }) {
  const allTexts = useTexts();
  const texts = allTexts.facility.overview;
  const { energy, state, isCatchingUp } = useFacilityNow(facility.facilityId);
  const { connection } = useFacilityPowerStream(facility.facilityId);
  useSaidChanges(facility.name, state);
  if (energy.data === undefined || state === null) {
    if (energy.error === null) return <SkeletonCard lines={4} />;
    return (
      <ErrorState
        title={allTexts.common.cannotLoad}
        text={problemText(allTexts, energy.error)}
        onRetry={() => void energy.refetch()}
        retrying={energy.isFetching}
      />
    );
  }
  return (
    <Card title={texts.now}>
      <Present facility={facility} state={state} />
      {energy.data.asOf !== null && <AsOf at={energy.data.asOf} isCatchingUp={isCatchingUp} />}
      {connection === "lost" && <Banner tone="warn" icon="offline" text={texts.lost} />}
      <Column gap="s">
        <AppText variant="label" color="textMuted">
          {texts.last24h}
        </AppText>
        <LastDay energy={energy.data} hasPlant={facility.maxProductionW > 0} />
      </Column>
    </Card>
  );
}

function AsOf({ at, isCatchingUp }: { readonly at: string; readonly isCatchingUp: boolean }) {
  const texts = useTexts().live;
  const formats = useFormats();
  if (!isCatchingUp) return <Age at={at} />;
  return <Tag icon="refresh" tone="info" label={texts.catchingUp(formats.dayTime(at))} />;
}

interface LastDayProps {
  readonly energy: FacilityEnergy;
  readonly hasPlant: boolean;
}

/** Of a figure, so that two stand beside each other on a phone. */
const LEAST_WIDTH = 130;

function LastDay({ energy, hasPlant }: LastDayProps) {
  const texts = useTexts().facility.overview;
  const formats = useFormats();
  const known = (wattHours: number) => (energy.asOf === null ? null : wattHours);
  return (
    <Row gap="m" wrap align="flex-start">
      {(hasPlant || energy.producedLast24hWh > 0) && (
        <Column basis={LEAST_WIDTH}>
          <Stat
            size="small"
            icon="sun"
            label={texts.producedShort}
            value={formats.energy(known(energy.producedLast24hWh))}
          />
        </Column>
      )}
      <Column basis={LEAST_WIDTH}>
        <Stat
          size="small"
          icon="plug"
          label={texts.consumedShort}
          value={formats.energy(known(energy.consumedLast24hWh))}
        />
      </Column>
    </Row>
  );
}

interface PresentProps {
  readonly facility: Facility;
  readonly state: PowerState;
}

function Present({ facility, state }: PresentProps) {
  const texts = useTexts().facility.overview;
  const formats = useFormats();
  const look = POWER_LOOK[state.kind];
  if (state.kind === "never" || state.kind === "silent") {
    return (
      <Column gap="xs">
        <Row gap="s">
          <Icon name={look.icon} color={look.ink} size={28} />
          <AppText variant="heading" grow>
            {texts[state.kind]}
          </AppText>
        </Row>
        <AppText color="textSoft">
          {state.kind === "never" ? texts.neverText : texts.silentText}
        </AppText>
      </Column>
    );
  }
  const share = contractShare(state.watts, facility.maxConsumptionW);
  const contract = formats.watts(facility.maxConsumptionW);
  return (
    <Column gap="s">
      <Row gap="m" align="center" wrap>
        <Icon name={look.icon} color={look.ink} size={40} />
        <Stat size="display" label={texts[state.kind]} value={formats.power(state.watts)} />
      </Row>
      {state.kind === "drawing" && share !== null && (
        <Progress label={texts.ofContract(formats.percent(share), contract)} share={share} />
      )}
    </Column>
  );
}

/** Readers hear when it turns from drawing to feeding in, or falls silent; not every figure. */
function useSaidChanges(name: string, state: PowerState | null) {
  const { announce } = useAnnouncer();
  const texts = useTexts().facility.overview;
  const before = useRef<PowerState["kind"] | null>(null);
  const kind = state?.kind ?? null;
  useEffect(() => {
    const hasChanged = before.current !== null && before.current !== kind;
    before.current = kind;
    if (!hasChanged) return;
    if (kind === "feeding") announce(texts.nowFeeding(name));
    else if (kind === "drawing") announce(texts.nowDrawing(name));
    else if (kind === "silent") announce(texts.nowSilent(name));
  }, [kind, name, announce, texts]);
}
