import { type MemberFacility } from "@/api/queries/representative";
import { useTexts } from "@/texts";
import { AppText, Banner, Card, Column, RadioList, TextField, useFormats } from "@/ui";

import {
  CRITERIA,
  type DistributionFaults,
  type DistributionForm,
  type Fault,
  KEPT,
  type ShareName,
} from "../logic/distributionForm";

export interface DistributionFieldsProps {
  readonly form: DistributionForm;
  /** Those to be shown. */
  readonly faults: DistributionFaults;
  /** What the parts make, 1 where it is all; null while one is no share. */
  readonly sum: number | null;
  readonly members: readonly MemberFacility[];
  readonly onChange: (changed: Partial<DistributionForm>) => void;
  readonly isBusy: boolean;
}

/** All kinds of division: what is kept, the four parts, coefficients, the premium above. */
export function DistributionFields(props: DistributionFieldsProps) {
  const words = useTexts().policies.distribution;
  const { form, onChange } = props;
  return (
    <>
      <Card title={words.kept}>
        <AppText color="textSoft">{words.keptText}</AppText>
        <Shares {...props} names={KEPT} />
      </Card>
      <Card title={words.parts}>
        <AppText color="textSoft">{words.partsText}</AppText>
        <Shares {...props} names={CRITERIA} />
        <Sum sum={props.sum} />
      </Card>
      {isByCoefficients(form) && <Coefficients {...props} />}
      <Card title={words.excessTitle}>
        <AppText color="textSoft">{words.excessText}</AppText>
        <RadioList
          label={words.excessTitle}
          value={form.excessTo}
          options={(["social", "not_enterprises"] as const).map((value) => ({
            value,
            label: words.excessTo[value],
          }))}
          onChange={(excessTo) => onChange({ excessTo })}
        />
      </Card>
    </>
  );
}

function isByCoefficients({ shares }: DistributionForm): boolean {
  return !/^[0.,\s]*$/.test(shares.coefficients);
}

function Shares({ names, ...props }: DistributionFieldsProps & { names: readonly ShareName[] }) {
  const words = useTexts().policies.distribution;
  const { form, faults, onChange, isBusy } = props;
  const faultText = (fault: Fault | undefined) =>
    fault === undefined ? undefined : fault === "keptTooMuch" ? words.keptTooMuch : words.badShare;
  return (
    <Column gap="l">
      {names.map((name) => (
        <TextField
          key={name}
          label={words.shares[name]}
          hint={words.hints[name]}
          kind="number"
          unit="%"
          value={form.shares[name]}
          onChangeText={(typed) => onChange({ shares: { ...form.shares, [name]: typed } })}
          error={faultText(faults.shares[name])}
          disabled={isBusy}
        />
      ))}
    </Column>
  );
}

function Sum({ sum }: { readonly sum: number | null }) {
  const words = useTexts().policies.distribution;
  const formats = useFormats();
  if (sum === null) return null;
  const share = formats.percent(sum, Number.isInteger(Number((sum * 100).toFixed(7))) ? 0 : 2);
  if (sum === 1) return <AppText strong>{words.sum(share)}</AppText>;
  return <Banner tone="warn" role="none" text={words.sumWrong(share)} />;
}

function Coefficients({ form, faults, members, onChange, isBusy }: DistributionFieldsProps) {
  const words = useTexts().policies.distribution;
  return (
    <Card title={words.coefficients}>
      <AppText color="textSoft">{words.coefficientsText}</AppText>
      {members.length === 0 && <AppText>{words.noMembers}</AppText>}
      {members.map(({ facilityId, name }) => (
        <TextField
          key={facilityId}
          label={name}
          kind="integer"
          value={form.coefficients[facilityId] ?? ""}
          onChangeText={(typed) =>
            onChange({ coefficients: { ...form.coefficients, [facilityId]: typed } })
          }
          error={faults.coefficients[facilityId] && words.badCoefficient}
          disabled={isBusy}
        />
      ))}
      {faults.noCoefficient && <Banner tone="danger" text={words.noCoefficient} />}
    </Card>
  );
}
