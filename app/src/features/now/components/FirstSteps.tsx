import { useRouter } from "expo-router";

import { type Facility } from "@/api/queries/facilities";
import { usePreferences } from "@/preferences/PreferencesProvider";
import { useTexts } from "@/texts";
import { AppText, Button, Card, Column, ListRow, space } from "@/ui";
import { View } from "react-native";

import { firstSteps, type Step } from "../logic/firstSteps";

/** What is left to do for who has just come, ticked off as it is done. */
export function FirstSteps({ facilities }: { readonly facilities: readonly Facility[] }) {
  const texts = useTexts().now;
  const { choose } = usePreferences();
  const steps = firstSteps(facilities);
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <Column gap="s">
      <Card title={texts.stepsTitle} flush>
        <View style={{ paddingHorizontal: space.xl - 4 }}>
          <AppText color="textSoft">{done === 0 ? texts.stepsText : texts.stepsDone(done)}</AppText>
        </View>
        {steps.map((step) => (
          <StepRow key={step.name} step={step} />
        ))}
      </Card>
      <Button
        variant="quiet"
        label={texts.hideSteps}
        onPress={() => choose({ hidesSteps: true })}
      />
    </Column>
  );
}

function StepRow({ step: { name, isDone, to } }: { readonly step: Step }) {
  const texts = useTexts().now;
  const router = useRouter();
  const title = texts.step[name];
  if (isDone) {
    return <ListRow icon="checkCircle" iconColor="good" title={title} value={texts.stepDone} />;
  }
  if (to === null)
    return <ListRow icon="circle" title={title} subtitle={texts.stepLater} disabled />;
  return (
    <ListRow
      icon="circle"
      title={title}
      subtitle={texts.stepNote[name]}
      onPress={() => router.push(to)}
    />
  );
}
