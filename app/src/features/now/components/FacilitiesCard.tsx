import { useRouter } from "expo-router";

import { type Facility, useMyFacilities } from "@/api/queries/facilities";
import { useFacilityEnergy, useFacilityPowerStream } from "@/api/queries/facilityEnergy";
import { powerState } from "@/live/logic/power";
import { problemText, useTexts } from "@/texts";
import {
  AppText,
  Button,
  Card,
  Column,
  ListRow,
  type ListRowProps,
  ShowMore,
  SkeletonCard,
  useFormats,
} from "@/ui";

import { inOrder } from "../logic/facilityOrder";

interface FacilitiesCardProps {
  /** What "now" is: the time, or the moment that is being caught up. */
  readonly at: number;
  readonly isSeen: boolean;
}

const SHOWN_AT_FIRST = 3;
/** A browser has six connections for everything; the rest is asked for every half minute. */
const STREAMED = 2;

/** One's facilities, live (FR3.1). */
export function FacilitiesCard({ at, isSeen }: FacilitiesCardProps) {
  const texts = useTexts();
  const facilities = useMyFacilities();
  if (facilities.data === undefined) {
    if (facilities.error === null) return <SkeletonCard />;
    return (
      <Card title={texts.now.facilities}>
        <AppText color="textSoft">{problemText(texts, facilities.error)}</AppText>
        <Button
          label={texts.live.tryAgain}
          icon="refresh"
          variant="secondary"
          onPress={() => void facilities.refetch()}
          busy={facilities.isFetching}
        />
      </Card>
    );
  }
  if (facilities.data.length === 0) return <NoFacility />;
  return (
    <Card title={texts.now.facilities} flush>
      <ShowMore
        items={inOrder(facilities.data)}
        first={SHOWN_AT_FIRST}
        render={(facility, index) => (
          <Column key={facility.facilityId}>
            {isSeen && index < STREAMED && facility.device !== null && (
              <PowerStream facilityId={facility.facilityId} />
            )}
            <FacilityRow facility={facility} at={at} />
          </Column>
        )}
      />
    </Card>
  );
}

function NoFacility() {
  const texts = useTexts().now;
  const router = useRouter();
  return (
    <Card title={texts.facilities}>
      <AppText color="textSoft">{texts.noFacility}</AppText>
      <Button
        label={texts.addFacility}
        icon="plus"
        variant="secondary"
        onPress={() => router.push("/facilities/new")}
      />
    </Card>
  );
}

function PowerStream({ facilityId }: { readonly facilityId: string }) {
  useFacilityPowerStream(facilityId);
  return null;
}

function FacilityRow({ facility, at }: { readonly facility: Facility; readonly at: number }) {
  const router = useRouter();
  const open = () =>
    router.push({
      pathname: "/facilities/[facilityId]",
      params: { facilityId: facility.facilityId },
    });
  const icon = facility.maxProductionW > 0 ? "roof" : "house";
  return facility.device === null ? (
    <WithoutDevice title={facility.name} icon={icon} onPress={open} />
  ) : (
    <Measured
      facilityId={facility.facilityId}
      at={at}
      title={facility.name}
      icon={icon}
      onPress={open}
    />
  );
}

function WithoutDevice(row: ListRowProps) {
  return <ListRow {...row} valueNote={undefined} value={useTexts().now.noDevice} />;
}

function Measured({ facilityId, at, ...row }: ListRowProps & { facilityId: string; at: number }) {
  const energy = useFacilityEnergy(facilityId);
  const texts = useTexts().now;
  const formats = useFormats();
  if (energy.data === undefined) {
    return <ListRow {...row} value={energy.error === null ? "…" : texts.notReadable} />;
  }
  const state = powerState(energy.data, at);
  switch (state.kind) {
    case "drawing":
    case "feeding":
    case "balanced":
      return <ListRow {...row} value={formats.watts(state.watts)} valueNote={texts[state.kind]} />;
    case "silent":
      return (
        <ListRow
          {...row}
          value={texts.noReading}
          valueNote={texts.old(formats.age((at - Date.parse(state.asOf)) / 1000))}
        />
      );
    case "never":
      return <ListRow {...row} value={texts.noReading} />;
  }
}
