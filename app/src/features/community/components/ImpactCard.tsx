import { type Impact, useImpact } from "@/api/queries/communityEnergy";
import { quantityText } from "@/formats";
import { refusalText } from "@/live/components/refusal";
import { useTexts } from "@/texts";
import { AppText, Card, Column, Disclosure, Skeleton, Stat, useFormats } from "@/ui";

/** CO2 that the energy fed in has spared, with the factor and where it stands. */
export function ImpactCard({ communityId }: { readonly communityId: string }) {
  const texts = useTexts();
  const impact = useImpact(communityId);
  return (
    <Card title={texts.community.impact}>
      {impact.data !== undefined ? (
        <ImpactFigures impact={impact.data} />
      ) : impact.error === null ? (
        <Skeleton height={80} />
      ) : (
        <AppText color="textSoft">{refusalText(texts, impact.error)}</AppText>
      )}
    </Card>
  );
}

function ImpactFigures({ impact }: { readonly impact: Impact }) {
  const texts = useTexts().community;
  const formats = useFormats(impact.timeZone);
  const { total, factors, provisionalBecause } = impact;
  const because = useTexts().live.because;
  const provisional = useTexts().live.provisional;
  if (total.fedInWh === 0) return <AppText color="textSoft">{texts.impactNone}</AppText>;
  const newest = factors.at(-1)?.factor;
  return (
    <Column gap="m">
      <Stat
        icon="leaf"
        label={texts.impactYear}
        value={formats.co2(total.avoidedCo2Kg)}
        note={texts.impactNote}
        estimate
      />
      <AppText color="textSoft">
        {texts.impactShared(quantityText(formats.co2(total.sharedCo2Kg)))}
      </AppText>
      <Disclosure title={texts.impactHow}>
        {newest !== undefined && (
          <AppText color="textSoft">
            {texts.impactFactor(
              quantityText(formats.co2(newest.gramsPerKwh / 1000)),
              newest.source.document,
            )}
          </AppText>
        )}
        <AppText color="textSoft">{texts.impactBehind}</AppText>
        {provisionalBecause.length > 0 && (
          <AppText variant="small" color="textMuted">
            {provisional(provisionalBecause.map((reason) => because[reason]).join(", "))}
          </AppText>
        )}
      </Disclosure>
    </Column>
  );
}
