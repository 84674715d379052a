import { useEffectOfCalls } from "@/api/queries/communityEnergy";
import { refusalText } from "@/live/components/refusal";
import { useTexts } from "@/texts";
import { AppText, Card, Column, Skeleton, useFormats } from "@/ui";

import { effectSaid, type EffectSaid } from "../logic/effect";

/** What calls of the last thirty days changed, no surer than it is. */
export function EffectCard({ communityId }: { readonly communityId: string }) {
  const texts = useTexts();
  const effect = useEffectOfCalls(communityId);
  return (
    <Card title={texts.community.effect}>
      {effect.data !== undefined ? (
        <EffectWords
          said={effectSaid(effect.data.total, effect.data.calls.length)}
          calls={effect.data.calls.length}
        />
      ) : effect.error === null ? (
        <Skeleton height={60} />
      ) : (
        <AppText color="textSoft">{refusalText(texts, effect.error)}</AppText>
      )}
    </Card>
  );
}

function EffectWords({ said, calls }: { readonly said: EffectSaid; readonly calls: number }) {
  const texts = useTexts().community;
  const formats = useFormats();
  if (said.kind === "noCalls") return <AppText color="textSoft">{texts.effectNone}</AppText>;
  if (said.kind === "unknown") return <AppText color="textSoft">{texts.effectUnknown}</AppText>;
  const amount = formats.wattHours(Math.abs(said.changeWh));
  return (
    <Column gap="s">
      <AppText variant="subheading">
        {said.changeWh >= 0 ? texts.effectMore(amount) : texts.effectLess(amount)}
      </AppText>
      {said.range !== null && (
        <AppText color="textSoft">
          {texts.effectRange(
            formats.wattHours(said.range.lowWh),
            formats.wattHours(said.range.highWh),
          )}
        </AppText>
      )}
      {!said.isConclusive && <AppText color="textSoft">{texts.effectInconclusive}</AppText>}
      <AppText variant="small" color="textMuted">
        {`${said.comparedWith === "held_out" ? texts.effectHeldOut : texts.effectUsual} ${texts.effectCalls(calls)}`}
      </AppText>
    </Column>
  );
}
