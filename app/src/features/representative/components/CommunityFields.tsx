import { useTexts } from "@/texts";
import { AppText, Banner, Button, Column, type Option, Select, TextField } from "@/ui";

import {
  isUsualCode,
  LONGEST_CODE,
  LONGEST_NAME,
  substationCode,
  withSuggestion,
  type CommunityForm,
  type FormErrors,
  type Suggestion,
} from "../logic/communityForm";
import { isMarketZone, MARKET_ZONES, REGIONS_OF } from "../logic/marketZones";

interface CommunityFieldsProps {
  readonly form: CommunityForm;
  readonly errors: FormErrors;
  readonly onChange: (form: CommunityForm) => void;
  readonly isBusy: boolean;
  /** Facilities belong to it: its substation stays. */
  readonly isPlaced?: boolean;
  readonly suggestions?: readonly Suggestion[];
}

/** Name, primary substation and market zone, each with what it is and where to find it. */
export function CommunityFields(props: CommunityFieldsProps) {
  const { form, errors, onChange, isBusy } = props;
  const words = useTexts().representative.form;
  return (
    <Column gap="l">
      <TextField
        label={words.name}
        hint={words.nameHint}
        value={form.name}
        onChangeText={(name) => onChange({ ...form, name })}
        error={errors.name}
        maxLength={LONGEST_NAME}
        disabled={isBusy}
      />
      <SubstationField {...props} />
      <ZoneField {...props} />
    </Column>
  );
}

function SubstationField(props: CommunityFieldsProps) {
  const { form, errors, onChange, isBusy, isPlaced = false, suggestions = [] } = props;
  const words = useTexts().representative.form;
  const code = substationCode(form.primarySubstationCode);
  const offered = suggestions.filter((suggestion) => suggestion.code !== code).slice(0, 2);
  return (
    <Column gap="s">
      <TextField
        label={words.substation}
        hint={isPlaced ? words.substationFixed : words.substationHint}
        value={form.primarySubstationCode}
        onChangeText={(primarySubstationCode) => onChange({ ...form, primarySubstationCode })}
        error={errors.primarySubstationCode}
        maxLength={LONGEST_CODE}
        disabled={isBusy || isPlaced}
      />
      {code.length >= 11 && !isUsualCode(code) && (
        <Banner tone="warn" text={words.substationUnusual} />
      )}
      {!isPlaced &&
        offered.map((suggestion) => (
          <Column key={suggestion.code} gap="xs">
            <AppText variant="small" color="textMuted">
              {words.suggested(suggestion.facilityNames.join(", "))}
            </AppText>
            <Button
              icon="house"
              label={words.useSuggestion(suggestion.code)}
              onPress={() => onChange(withSuggestion(form, suggestion))}
              disabled={isBusy}
            />
          </Column>
        ))}
    </Column>
  );
}

function ZoneField({ form, errors, onChange, isBusy }: CommunityFieldsProps) {
  const words = useTexts().representative.form;
  const known: Option<string>[] = MARKET_ZONES.map((zone) => ({
    value: zone,
    label: words.zones[zone],
    hint: REGIONS_OF[zone].join(", "),
  }));
  // What an earlier version or another program entered stays as it is until it is changed.
  const odd = form.marketZone !== "" && !isMarketZone(form.marketZone);
  const options = odd ? [...known, { value: form.marketZone, label: form.marketZone }] : known;
  return (
    <Select
      label={words.zone}
      hint={words.zoneHint}
      value={form.marketZone === "" ? null : form.marketZone}
      options={options}
      onChange={(marketZone) => onChange({ ...form, marketZone })}
      error={errors.marketZone}
      disabled={isBusy}
    />
  );
}
