import { useTexts } from "@/texts";
import { Card, Column, Disclosure, Row, SwitchRow, TextField, useFormats } from "@/ui";

import {
  type Fault,
  NUMBER_FIELDS,
  type NumberName,
  type SurplusFaults,
  type SurplusForm,
} from "../logic/surplusForm";

export interface SurplusFieldsProps {
  readonly form: SurplusForm;
  readonly faults: SurplusFaults;
  readonly onChange: (changed: Partial<SurplusForm>) => void;
  readonly isBusy: boolean;
}

const EXPERT = ["endRatio", "minimumFreshRatio", "maximumAgeS"] as const;

/** Every setting of the policy, with what it means and what is usual. */
export function SurplusFields(props: SurplusFieldsProps) {
  const words = useTexts().policies.surplus;
  const isExpertWrong = EXPERT.some((name) => props.faults[name] !== undefined);
  return (
    <>
      <Card title={words.when}>
        <Numbers {...props} names={["thresholdW", "thresholdRatio", "minimumDurationS"]} />
      </Card>
      <Card title={words.calls}>
        <Row gap="m" wrap align="flex-start">
          <Column basis={140} grow>
            <TypedField {...props} name="quietFrom" kind="time" />
          </Column>
          <Column basis={140} grow>
            <TypedField {...props} name="quietTo" kind="time" />
          </Column>
        </Row>
        <Numbers {...props} names={["cooldownS"]} />
        <SwitchRow
          label={words.fields.quietOnHolidays}
          hint={words.hints.quietOnHolidays}
          value={props.form.quietOnHolidays}
          onChange={(quietOnHolidays) => props.onChange({ quietOnHolidays })}
          disabled={props.isBusy}
        />
        {props.form.quietOnHolidays && <TypedField {...props} name="holidays" kind="text" />}
      </Card>
      <Card title={words.audience}>
        <Numbers {...props} names={["wattsPerMember", "responseRatio", "holdOutRatio"]} />
      </Card>
      <Disclosure title={words.expert} icon="policy" {...(isExpertWrong && { open: true })}>
        <Numbers {...props} names={EXPERT} />
      </Disclosure>
    </>
  );
}

interface NumbersProps extends SurplusFieldsProps {
  readonly names: readonly NumberName[];
}

function Numbers({ names, ...props }: NumbersProps) {
  return (
    <Column gap="l">
      {names.map((name) => (
        <TypedField key={name} {...props} name={name} kind="number" />
      ))}
    </Column>
  );
}

interface TypedFieldProps extends SurplusFieldsProps {
  readonly name: Exclude<keyof SurplusForm, "quietOnHolidays">;
  readonly kind: "number" | "time" | "text";
}

function TypedField({ form, faults, onChange, isBusy, name, kind }: TypedFieldProps) {
  const words = useTexts().policies.surplus;
  const faultText = useFaultText();
  const unit = name in NUMBER_FIELDS ? NUMBER_FIELDS[name as NumberName].unit : undefined;
  return (
    <TextField
      label={words.fields[name]}
      hint={words.hints[name]}
      kind={kind}
      {...(unit !== undefined && { unit })}
      value={form[name]}
      onChangeText={(typed) => onChange({ [name]: typed })}
      error={faultText(faults[name])}
      disabled={isBusy}
    />
  );
}

function useFaultText() {
  const words = useTexts().policies.surplus;
  const formats = useFormats();
  return (fault: Fault | undefined): string | undefined => {
    switch (fault?.kind) {
      case undefined:
        return undefined;
      case "number":
        return words.badNumber;
      case "range":
        return words.badRange(formats.number(fault.least), formats.number(fault.most));
      case "time":
        return words.badTime;
      case "date":
        return words.badDate;
      case "tooMany":
        return words.tooMany;
    }
  };
}
