import { type Community } from "@/api/queries/communities";
import { useMembers } from "@/api/queries/representative";
import { useTexts } from "@/texts";
import { AppText, Card, Facts, Skeleton, useFormats } from "@/ui";

import { aggregateOf } from "../logic/aggregate";

/** Who takes part, in numbers only. */
export function MembersCard({ community }: { readonly community: Community }) {
  const texts = useTexts().community;
  const formats = useFormats();
  const members = useMembers(community.communityId);
  const aggregate = members.data === undefined ? null : aggregateOf(members.data);
  const counts = [
    { label: texts.memberCount, value: formats.number(community.memberCount) },
    { label: texts.facilities, value: formats.number(community.facilityCount) },
  ];
  const kinds =
    aggregate === null
      ? []
      : [
          { label: texts.consumers, value: formats.number(aggregate.consumers) },
          { label: texts.producers, value: formats.number(aggregate.producers) },
          { label: texts.selfConsumers, value: formats.number(aggregate.selfConsumers) },
          { label: texts.contractPower, value: formats.watts(aggregate.contractPowerW) },
          { label: texts.peakPower, value: formats.watts(aggregate.peakPowerW) },
        ];
  return (
    <Card title={texts.aggregate}>
      <Facts items={[...counts, ...kinds]} />
      {aggregate === null && members.error === null && <Skeleton height={120} />}
      <AppText variant="small" color="textMuted">
        {texts.aggregateNote}
      </AppText>
    </Card>
  );
}
