import { type ReactNode } from "react";

import { useTexts } from "@/texts";
import { Column, Disclosure, Select, SwitchRow, TextField, RadioList, AppText } from "@/ui";

import { type Step } from "../logic/facilityForm";
import { REGIONS } from "../logic/regions";
import { type FacilityFormState } from "./useFacilityForm";

interface FieldsProps {
  readonly form: FacilityFormState;
}

/** The fields of one step of the form. */
export function FacilityFields({ step, form }: FieldsProps & { readonly step: Step }) {
  switch (step) {
    case "place":
      return <PlaceFields form={form} />;
    case "role":
      return <RoleFields form={form} />;
    case "supply":
      return <SupplyFields form={form} />;
    case "plant":
      return <PlantFields form={form} />;
  }
}

function PlaceFields({ form: { draft, errors, change } }: FieldsProps) {
  const texts = useTexts().facility.form;
  // A region that was written in another way stays to choose from.
  const regions = new Set<string>([...(draft.region === null ? [] : [draft.region]), ...REGIONS]);
  const options = [...regions].sort().map((region) => ({ value: region, label: region }));
  return (
    <>
      <TextField
        label={texts.name}
        hint={texts.nameHint}
        error={errors.name}
        value={draft.name}
        onChangeText={(name) => change({ name })}
        maxLength={200}
      />
      <Select
        label={texts.region}
        error={errors.region}
        value={draft.region}
        options={options}
        onChange={(region) => change({ region })}
      />
      <TextField
        label={texts.primarySubstationCode}
        hint={texts.primarySubstationCodeHint}
        error={errors.primarySubstationCode}
        value={draft.primarySubstationCode}
        onChangeText={(primarySubstationCode) => change({ primarySubstationCode })}
        kind="search"
        maxLength={64}
      />
    </>
  );
}

const TYPES = ["consumer", "self-consumer", "producer"] as const;
const OWNERS = [
  "natural-person",
  "small-company",
  "public-body",
  "association",
  "large-company",
] as const;

function RoleFields({ form: { draft, errors, change } }: FieldsProps) {
  const texts = useTexts().facility.form;
  return (
    <>
      <Column gap="xs">
        <AppText variant="label">{texts.memberType}</AppText>
        <RadioList
          label={texts.memberType}
          value={draft.memberType}
          options={TYPES.map((value) => ({
            value,
            label: texts.types[value],
            hint: texts.typeHints[value],
          }))}
          onChange={(memberType) => change({ memberType })}
        />
        {errors.memberType !== undefined && (
          <AppText variant="small" color="danger" live="polite">
            {errors.memberType}
          </AppText>
        )}
      </Column>
      <Select
        label={texts.ownerKind}
        error={errors.ownerKind}
        hint={draft.ownerKind === "large-company" ? texts.largeCompanyHint : undefined}
        value={draft.ownerKind}
        options={OWNERS.map((value) => ({ value, label: texts.owners[value] }))}
        onChange={(ownerKind) => change({ ownerKind })}
      />
    </>
  );
}

const METERS = ["GEMIS", "GETIS", "GESIS"] as const;

function SupplyFields({ form: { draft, errors, change } }: FieldsProps) {
  const texts = useTexts().facility.form;
  return (
    <>
      <TextField
        label={texts.maxConsumptionKw}
        hint={texts.maxConsumptionKwHint}
        error={errors.maxConsumptionKw}
        value={draft.maxConsumptionKw}
        onChangeText={(maxConsumptionKw) => change({ maxConsumptionKw })}
        kind="number"
        unit="kW"
      />
      <Select
        label={texts.meterKind}
        error={errors.meterKind}
        value={draft.meterKind}
        options={METERS.map((value) => ({
          value,
          label: texts.meters[value],
          hint: texts.meterHints[value],
        }))}
        onChange={(meterKind) => change({ meterKind })}
      />
      {draft.meterKind === "GESIS" && (
        <TextField
          label={texts.transformationConstant}
          hint={texts.transformationConstantHint}
          error={errors.transformationConstant}
          value={draft.transformationConstant}
          onChangeText={(transformationConstant) => change({ transformationConstant })}
          kind="number"
        />
      )}
      <More isNeeded={errors.storageEfficiency !== undefined}>
        <TextField
          label={texts.storageEfficiency}
          hint={texts.storageEfficiencyHint}
          error={errors.storageEfficiency}
          optional
          value={draft.storageEfficiency}
          onChangeText={(storageEfficiency) => change({ storageEfficiency })}
          kind="number"
          unit="%"
        />
      </More>
    </>
  );
}

const SOURCES = ["photovoltaic", "wind", "hydro", "biogas", "biomass", "other"] as const;

function PlantFields({ form: { draft, errors, change } }: FieldsProps) {
  const texts = useTexts().facility.form;
  return (
    <>
      <TextField
        label={texts.maxProductionKw}
        error={errors.maxProductionKw}
        value={draft.maxProductionKw}
        onChangeText={(maxProductionKw) => change({ maxProductionKw })}
        kind="number"
        unit="kW"
      />
      <TextField
        label={texts.commissionedOn}
        hint={texts.commissionedOnHint}
        error={errors.commissionedOn}
        value={draft.commissionedOn}
        onChangeText={(commissionedOn) => change({ commissionedOn })}
        kind="date"
      />
      <Select
        label={texts.plantSource}
        error={errors.plantSource}
        value={draft.plantSource}
        options={SOURCES.map((value) => ({ value, label: texts.sources[value] }))}
        onChange={(plantSource) => change({ plantSource })}
      />
      <More isNeeded={errors.incentivesReduction !== undefined}>
        <SwitchRow
          label={texts.regionalBonus}
          hint={texts.regionalBonusHint}
          value={draft.regionalBonus}
          onChange={(regionalBonus) => change({ regionalBonus })}
        />
        <TextField
          label={texts.incentivesReduction}
          hint={texts.incentivesReductionHint}
          error={errors.incentivesReduction}
          optional
          value={draft.incentivesReduction}
          onChangeText={(incentivesReduction) => change({ incentivesReduction })}
          kind="number"
          unit="%"
        />
      </More>
    </>
  );
}

/** What few have to fill in; open where something in it has to be mended. */
function More(props: { readonly isNeeded: boolean; readonly children: ReactNode }) {
  const texts = useTexts().facility.form;
  return (
    <Disclosure title={texts.more} {...(props.isNeeded ? { open: true } : {})}>
      {props.children}
    </Disclosure>
  );
}
