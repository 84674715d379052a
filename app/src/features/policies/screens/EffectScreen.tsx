import { useRouter } from "expo-router";

import { type Effect, useEffectOfCalls } from "@/api/queries/communityEnergy";
import { useTexts } from "@/texts";
import { AppText, Banner, Card, Facts, Stat, Tag, useFormats } from "@/ui";
import { RepresentativeScreen } from "@/view/RepresentativeScreen";

import { managePath, rulesPath } from "../logic/paths";

/** Whether calls change anything: the mean of all, then call by call (FR4.2). */
export function EffectScreen({ communityId }: { readonly communityId: string }) {
  const words = useTexts().policies.effect;
  const router = useRouter();
  const effect = useEffectOfCalls(communityId);
  const hasNone = effect.data?.calls.length === 0;
  return (
    <RepresentativeScreen
      communityId={communityId}
      title={words.title}
      subtitle={words.subtitle}
      parent={managePath(communityId)}
      queries={[effect]}
      empty={
        hasNone
          ? {
              kind: "empty",
              icon: "bell",
              title: words.none,
              text: words.noneText,
              action: {
                label: words.toPolicy,
                onPress: () => router.push(rulesPath(communityId, "surplus-policy")),
              },
            }
          : null
      }
      aside={() => effect.data && <Calls calls={effect.data.calls} />}
    >
      {() => effect.data && <Total total={effect.data.total} communityId={communityId} />}
    </RepresentativeScreen>
  );
}

interface TotalProps {
  readonly communityId: string;
  readonly total: Effect["total"];
}

function Total({ communityId, total }: TotalProps) {
  const words = useTexts().policies.effect;
  const formats = useFormats();
  const router = useRouter();
  const { changeWh, lowWh, highWh, isConclusive, comparedWith } = total;
  return (
    <Card>
      {changeWh === null ? (
        <AppText>{words.unknown}</AppText>
      ) : (
        <>
          <Stat
            size="display"
            label={words.total}
            value={formats.energy(Math.abs(changeWh))}
            note={changeWh >= 0 ? words.more : words.less}
          />
          {lowWh !== null && highWh !== null && (
            <>
              <Tag
                tone={isConclusive ? "good" : "warn"}
                label={isConclusive ? words.conclusive : words.inconclusive}
              />
              <AppText color="textSoft">
                {words.range(formats.wattHours(lowWh), formats.wattHours(highWh))}
              </AppText>
            </>
          )}
        </>
      )}
      <AppText color="textSoft">{words.comparedWith[comparedWith]}</AppText>
      {comparedWith !== "held_out" && (
        <Banner
          tone="info"
          role="none"
          text={words.holdOutTip}
          action={{
            label: words.toPolicy,
            onPress: () => router.push(rulesPath(communityId, "surplus-policy")),
          }}
        />
      )}
    </Card>
  );
}

function Calls({ calls }: { readonly calls: Effect["calls"] }) {
  const words = useTexts().policies.effect;
  const formats = useFormats();
  const signed = (wattHours: number) =>
    wattHours > 0 ? `+${formats.wattHours(wattHours)}` : formats.wattHours(wattHours);
  const newestFirst = [...calls].sort((one, other) => (one.calledAt < other.calledAt ? 1 : -1));
  return (
    <Card title={words.calls}>
      <Facts
        items={newestFirst.map((call) => ({
          label: formats.dayTime(call.calledAt),
          value: call.changeWh === null ? words.notKnown : signed(call.changeWh),
          note: `${words.excess(formats.watts(call.excessW))}; ${words.told(call.toldFacilities, call.heldOutFacilities)}`,
        }))}
      />
    </Card>
  );
}
