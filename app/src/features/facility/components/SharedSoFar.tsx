import { useFacilityShared } from "@/api/queries/facilityEnergy";
import { endOf, startOf } from "@/formats";
import { useTexts } from "@/texts";
import { AppText, Card, Facts, useFormats } from "@/ui";

interface SharedSoFarProps {
  readonly facilityId: string;
  readonly month: string;
}

/** What the devices say of a month that nobody has settled yet: energy, and no euro. */
export function SharedSoFar({ facilityId, month }: SharedSoFarProps) {
  const texts = useTexts().facility.membership;
  const formats = useFormats();
  const { timeZone } = formats;
  const { data } = useFacilityShared(facilityId, startOf(month, timeZone), endOf(month, timeZone));
  const share = data?.facilities[0];
  if (share === undefined || share.withdrawnWh + share.fedInWh === 0) return null;
  return (
    <Card title={texts.soFar}>
      <Facts
        items={[
          { label: texts.sharedAsProducer, value: formats.wattHours(share.sharedAsProducerWh) },
          { label: texts.sharedAsConsumer, value: formats.wattHours(share.sharedAsConsumerWh) },
          { label: texts.fedIn, value: formats.wattHours(share.fedInWh) },
          { label: texts.drawn, value: formats.wattHours(share.withdrawnWh) },
        ]}
      />
      <AppText variant="small" color="textMuted">
        {texts.estimateNote}
      </AppText>
    </Card>
  );
}
