import { type Facility } from "@/api/queries/facilities";
import { useTexts } from "@/texts";
import { AppText, Card, type Fact, Facts, useFormats } from "@/ui";

/** The facility's settings, to read. */
export function DetailsCard({ facility }: { readonly facility: Facility }) {
  const texts = useTexts().facility;
  const { id, idNote } = useTexts().representative.invite;
  const isOwner = facility.role === "owner";
  const facts = useFacts(facility);
  const shown = isOwner
    ? [...facts, { label: id, value: facility.facilityId, note: idNote }]
    : facts;
  return (
    <Card title={texts.overview.details}>
      <Facts items={shown} />
      {!isOwner && (
        <AppText variant="small" color="textMuted">
          {texts.overview.ownersOnly}
        </AppText>
      )}
    </Card>
  );
}

function useFacts(facility: Facility): Fact[] {
  const texts = useTexts().facility.form;
  const formats = useFormats();
  const { meterKind, transformationConstant: constant } = facility;
  const facts: Fact[] = [
    { label: texts.region, value: facility.region },
    { label: texts.primarySubstationCode, value: facility.primarySubstationCode },
    { label: texts.memberType, value: texts.types[facility.memberType] },
    { label: texts.ownerKind, value: texts.owners[facility.ownerKind] },
    {
      label: texts.meterKind,
      value: meterKind === "GESIS" ? `GESIS, K = ${formats.number(constant)}` : meterKind,
    },
    { label: texts.maxConsumptionKw, value: formats.watts(facility.maxConsumptionW) },
  ];
  if (facility.maxProductionW === 0) return facts;
  return [
    ...facts,
    { label: texts.maxProductionKw, value: formats.watts(facility.maxProductionW) },
    { label: texts.plantSource, value: texts.sources[facility.plantSource] },
    {
      label: texts.commissionedOn,
      value: formats.date(facility.commissionedOn, "long"),
    },
  ];
}
