import { type Facility, useMyFacilities } from "@/api/queries/facilities";
import { type FacilityShare, type Period, useFacilityShare } from "@/api/queries/communityEnergy";
import { useTexts } from "@/texts";
import { AppText, Card, Column, DEFAULT_TIME_ZONE, Skeleton, useFormats } from "@/ui";

import { monthOf } from "../logic/month";

interface ShareCardProps {
  readonly communityId: string;
  readonly now: number;
}

/** What one's own facilities had of the community's shared energy this month. */
export function ShareCard({ communityId, now }: ShareCardProps) {
  const texts = useTexts().community;
  const formats = useFormats(DEFAULT_TIME_ZONE);
  const facilities = useMyFacilities().data ?? [];
  const own = facilities.filter(({ community }) => community?.communityId === communityId);
  if (own.length === 0) return null;
  const { from } = monthOf(now, DEFAULT_TIME_ZONE);
  const to = Math.ceil(now / 3_600_000) * 3_600_000;
  return (
    <Card title={texts.share}>
      <AppText color="textMuted">{texts.shareOf(formats.date(from, "month"))}</AppText>
      <Column gap="m">
        {own.map((facility) => (
          <Share key={facility.facilityId} facility={facility} period={{ from, to }} />
        ))}
      </Column>
    </Card>
  );
}

function Share({ facility, period }: { readonly facility: Facility; readonly period: Period }) {
  const { facilityId, name } = facility;
  const share = useFacilityShare(facilityId, period);
  const item = share.data?.facilities.find((one) => one.facilityId === facilityId);
  return (
    <Column gap="xs">
      <AppText variant="label" level={3}>
        {name}
      </AppText>
      {share.data === undefined && share.error === null ? <Skeleton /> : <ShareWords item={item} />}
    </Column>
  );
}

function ShareWords({ item }: { readonly item: FacilityShare | undefined }) {
  const texts = useTexts().community;
  const formats = useFormats();
  const used = item?.sharedAsConsumerWh ?? 0;
  const given = item?.sharedAsProducerWh ?? 0;
  if (used === 0 && given === 0) return <AppText color="textSoft">{texts.noShare}</AppText>;
  return (
    <>
      {used > 0 && <AppText color="textSoft">{texts.shareUsed(formats.wattHours(used))}</AppText>}
      {given > 0 && (
        <AppText color="textSoft">{texts.shareGiven(formats.wattHours(given))}</AppText>
      )}
    </>
  );
}
