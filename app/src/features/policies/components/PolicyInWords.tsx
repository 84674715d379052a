import { type SurplusPolicy } from "@/api/queries/rules";
import { useTexts } from "@/texts";
import { AppText, Card, Column, useFormats } from "@/ui";

import { calledFor, hasQuietHours } from "../logic/surplusForm";

const EXAMPLE_W = 3000;

interface PolicyInWordsProps {
  readonly policy: SurplusPolicy;
  readonly members: number;
}

/** What the settings say together, as one would tell it to a neighbour. */
export function PolicyInWords({ policy, members }: PolicyInWordsProps) {
  const words = useTexts().policies.surplus;
  const formats = useFormats();
  const lines = [
    words.begins(formats.watts(policy.thresholdW), formats.duration(policy.minimumDurationS)),
    policy.thresholdRatio > 0 ? words.beginsShare(formats.percent(policy.thresholdRatio)) : null,
    hasQuietHours(policy) ? words.between(policy.quietTo, policy.quietFrom) : words.anyTime,
    policy.quietOnHolidays ? words.notOnHolidays : null,
    policy.cooldownS > 0 ? words.spacing(formats.duration(policy.cooldownS)) : null,
    members > 0
      ? words.called(formats.watts(EXAMPLE_W), calledFor(EXAMPLE_W, policy, members))
      : null,
  ].filter((line) => line !== null);
  return (
    <Card title={words.inWords}>
      <Column gap="s">
        {lines.map((line) => (
          <AppText key={line}>{line}</AppText>
        ))}
        <AppText variant="small" color="textMuted">
          {words.limits}
        </AppText>
      </Column>
    </Card>
  );
}
