import { useRouter } from "expo-router";
import { useState } from "react";

import { useCreateFacility } from "@/api/queries/facilities";
import { problemText, useTexts } from "@/texts";
import { Banner, Button, Card, Progress, Screen, useAnnouncer, useUiTexts } from "@/ui";
import { useGoBack } from "@/view/useGoBack";

import { FacilityFields } from "../components/FacilityFields";
import { useFacilityForm } from "../components/useFacilityForm";
import { EMPTY_DRAFT, firstStepWith, type Step, stepsOf } from "../logic/facilityForm";

/** A new facility, in a few short steps (FR5.1, FR5.3). */
export function AddFacilityScreen() {
  const texts = useTexts().facility.form;
  const form = useFacilityForm(EMPTY_DRAFT);
  const [step, setStep] = useState<Step>("place");
  const leave = useGoBack("/facilities");
  const steps = stepsOf(form.draft);
  const index = steps.indexOf(step);
  const next = steps[index + 1];
  const adding = useAdding(form, setStep);
  const advance = () => {
    if (!form.tryOut([step])) return;
    if (next === undefined) adding.add();
    else setStep(next);
  };
  const goBack = () => {
    const before = steps[index - 1];
    if (before === undefined) leave();
    else setStep(before);
  };
  return (
    <Screen
      title={texts.addTitle}
      onBack={goBack}
      width="form"
      header={<StepBar index={index} of={steps.length} />}
    >
      <Card title={texts[step]} key={step}>
        {adding.failure !== null && <Banner tone="danger" text={adding.failure} />}
        <FacilityFields step={step} form={form} />
        <Button
          variant="primary"
          label={next === undefined ? texts.add : texts.next}
          onPress={advance}
          busy={adding.isPending}
          wide
        />
      </Card>
    </Screen>
  );
}

/** Sends the form, and goes to what was added or to the step that has to be mended. */
function useAdding(form: ReturnType<typeof useFacilityForm>, setStep: (step: Step) => void) {
  const texts = useTexts();
  const router = useRouter();
  const { toast } = useAnnouncer();
  const create = useCreateFacility();
  const add = () => {
    create.mutate(form.body(), {
      onSuccess: ({ facilityId, name }) => {
        toast({ text: texts.facility.form.added(name) });
        router.replace(`/facilities/${facilityId}`);
      },
      onError: (error) => {
        const refused = firstStepWith(form.draft, form.refused(error));
        if (refused !== null) setStep(refused);
      },
    });
  };
  const failure = create.error === null ? null : problemText(texts, create.error);
  return { add, failure, isPending: create.isPending };
}

function StepBar({ index, of }: { readonly index: number; readonly of: number }) {
  const texts = useUiTexts();
  return <Progress label={texts.stepOf(index + 1, of)} share={(index + 1) / of} />;
}
