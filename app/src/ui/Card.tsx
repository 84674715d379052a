import type { ReactNode } from "react";
import { StyleSheet, View } from "react-native";

import { AppText } from "./AppText";
import { Column, Row } from "./Box";
import { OnStrongGround, type StrongGround } from "./ink";
import { useColors, useTheme } from "./theme";
import { LARGE_TEXT, radii, space } from "./tokens";

export interface CardProps {
  readonly children?: ReactNode;
  readonly title?: string;
  /** Level of the title among the screen's headings. */
  readonly level?: 2 | 3 | 4;
  /** What stands to the right of the title, such as a button. */
  readonly action?: ReactNode;
  /**
   * `hero` is for the one card that says that now is a good time; `feature` for large text only.
   * All text inside takes the colour that is legible there.
   */
  readonly ground?: StrongGround | "surface";
  /** No room at the sides, for lists whose rows have their own. */
  readonly flush?: boolean;
  readonly testID?: string;
}

/** What belongs together, on a ground of its own. */
export function Card(props: CardProps) {
  const { children, title, level = 2, action, ground = "surface", flush = false } = props;
  const colors = useColors();
  const strong = ground === "surface" ? null : ground;
  return (
    <View
      testID={props.testID}
      style={[styles.card, flush && styles.flush, { backgroundColor: colors[ground] }]}
    >
      <OnStrongGround ground={strong}>
        {title !== undefined && (
          <View style={flush && styles.flushTitle}>
            <Head title={title} level={level} action={action} />
          </View>
        )}
        {children}
      </OnStrongGround>
    </View>
  );
}

/** A line that only separates. */
export function Separator() {
  return <View style={{ height: 1, backgroundColor: useColors().separator }} />;
}

export interface SectionProps {
  readonly title: string;
  readonly level?: 2 | 3;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

/** A part of a screen with its heading, outside of cards. */
export function Section({ title, level = 2, action, children }: SectionProps) {
  return (
    <View style={styles.section}>
      <Head title={title} level={level} action={action} />
      {children}
    </View>
  );
}

interface HeadProps {
  readonly title: string;
  readonly level: 2 | 3 | 4;
  readonly action: ReactNode;
}

/** The title and what is done about it: beside, in large text below. */
function Head({ title, level, action }: HeadProps) {
  const isBelow = useTheme().fontScale >= LARGE_TEXT;
  const heading = (
    <AppText variant="heading" level={level} grow={!isBelow}>
      {title}
    </AppText>
  );
  const Box = isBelow ? Column : Row;
  return (
    <Box gap="m" {...(isBelow ? { align: "flex-start" } : { justify: "space-between" })}>
      {heading}
      {action}
    </Box>
  );
}

const styles = StyleSheet.create({
  card: { padding: space.xl - 4, borderRadius: radii.l, gap: space.m, minWidth: 0 },
  flush: { paddingHorizontal: 0, paddingBottom: space.s, overflow: "hidden" },
  flushTitle: { paddingHorizontal: space.xl - 4 },
  section: { gap: space.m, minWidth: 0 },
});
