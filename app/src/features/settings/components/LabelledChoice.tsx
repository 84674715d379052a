import { AppText, type ChoiceProps, Column, SegmentedControl } from "@/ui";

interface LabelledChoiceProps<T extends string> extends ChoiceProps<T> {
  readonly hint?: string;
}

/** A choice among few, with its name to be seen as well as heard. */
export function LabelledChoice<T extends string>({ hint, ...choice }: LabelledChoiceProps<T>) {
  return (
    <Column gap="s">
      <AppText variant="label">{choice.label}</AppText>
      <SegmentedControl {...choice} />
      {hint !== undefined && (
        <AppText variant="small" color="textMuted">
          {hint}
        </AppText>
      )}
    </Column>
  );
}
