import { useState } from "react";

import { type Preference } from "@/api/queries/notificationSettings";
import { useTexts } from "@/texts";
import { AppText, Button, Card, Column, Row, Select, TextField, useFormats } from "@/ui";

import { quietHours, withPresent } from "../logic/preference";
import { useSaving } from "./useSaving";

/** Hours in which the user is left alone. */
export function QuietCard({ preference }: { readonly preference: Preference }) {
  const words = useTexts().notifications.settings;
  const { save, isSaving } = useSaving();
  // Until one types, what is chosen: what was kept on the device may be older, and is shown first.
  const [typedFrom, setFrom] = useState<string | null>(null);
  const [typedTo, setTo] = useState<string | null>(null);
  const from = typedFrom ?? preference.quietFrom ?? "";
  const to = typedTo ?? preference.quietTo ?? "";
  const [isChecked, setChecked] = useState(false);
  const asked = quietHours(from, to);
  const error = (field: "from" | "to") => {
    const problem = isChecked ? asked[field] : undefined;
    return problem && words[problem];
  };
  const press = () => {
    setChecked(true);
    if (asked.change !== null) save(asked.change);
  };
  const clear = () => {
    setFrom("");
    setTo("");
    save({ quietFrom: null, quietTo: null });
  };
  return (
    <Card title={words.quiet}>
      <AppText color="textSoft">{words.quietHint}</AppText>
      <Row gap="m" align="flex-start" wrap>
        <TimeField label={words.quietFrom} value={from} onChange={setFrom} error={error("from")} />
        <TimeField label={words.quietTo} value={to} onChange={setTo} error={error("to")} />
      </Row>
      <AppText variant="small" color="textMuted">
        {words.zone(preference.timeZoneInForce)}
      </AppText>
      <Row gap="m" wrap>
        <Button label={words.saveQuiet} onPress={press} busy={isSaving("quietFrom")} />
        {preference.quietFrom !== null && (
          <Button variant="quiet" label={words.clearQuiet} onPress={clear} />
        )}
      </Row>
    </Card>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

function TimeField({ label, value, onChange, error }: TimeFieldProps) {
  return (
    <Column basis={120}>
      <TextField
        label={label}
        kind="time"
        placeholder="22:00"
        value={value}
        onChangeText={onChange}
        error={error}
        maxLength={5}
      />
    </Column>
  );
}

const PER_DAY = [1, 2, 3, 5, 10, 24];
const PER_WEEK = [1, 2, 3, 5, 7, 14, 21, 168];
const GAPS_S = [0, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400];

/** How often at most, over all communities. */
export function LimitsCard({ preference }: { readonly preference: Preference }) {
  const words = useTexts().notifications.settings;
  const formats = useFormats();
  const { save } = useSaving();
  const gap = (seconds: number) => (seconds === 0 ? words.noGap : formats.duration(seconds));
  return (
    <Card title={words.howOften}>
      <AppText color="textSoft">{words.limitsHint}</AppText>
      <NumberSelect
        label={words.perDay}
        choices={PER_DAY}
        value={preference.perDay}
        wordsOf={words.times}
        onChange={(perDay) => save({ perDay })}
      />
      <NumberSelect
        label={words.perWeek}
        choices={PER_WEEK}
        value={preference.perWeek}
        wordsOf={words.times}
        onChange={(perWeek) => save({ perWeek })}
      />
      <NumberSelect
        label={words.gap}
        choices={GAPS_S}
        value={preference.minimumGapS}
        wordsOf={gap}
        onChange={(minimumGapS) => save({ minimumGapS })}
      />
    </Card>
  );
}

interface NumberSelectProps {
  readonly label: string;
  readonly choices: readonly number[];
  readonly value: number;
  readonly wordsOf: (value: number) => string;
  readonly onChange: (value: number) => void;
}

function NumberSelect({ label, choices, value, wordsOf, onChange }: NumberSelectProps) {
  const options = withPresent(choices, value).map((one) => ({
    value: String(one),
    label: wordsOf(one),
  }));
  return (
    <Select
      label={label}
      value={String(value)}
      options={options}
      onChange={(chosen) => onChange(Number(chosen))}
    />
  );
}

/** In which language messages come, whichever way. */
export function LanguageCard({ preference }: { readonly preference: Preference }) {
  const words = useTexts().notifications.settings;
  const { save } = useSaving();
  const inForce = words.languages[preference.languageInForce];
  return (
    <Card title={words.language}>
      <Select
        label={words.language}
        value={preference.language ?? "account"}
        options={[
          { value: "account", label: words.languages.account, hint: inForce },
          { value: "it", label: words.languages.it },
          { value: "en", label: words.languages.en },
        ]}
        onChange={(language) => save({ language: language === "account" ? null : language })}
      />
    </Card>
  );
}
