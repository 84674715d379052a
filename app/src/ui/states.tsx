import type { ReactNode } from "react";
import { StyleSheet, View } from "react-native";

import type { Instant } from "@/formats";

import { useAgeSeconds } from "./Age";
import { AppText } from "./AppText";
import { Banner } from "./Banner";
import { Button } from "./Button";
import { Card } from "./Card";
import { Icon, type IconName } from "./icons";
import { useColors, useFormats, useUiTexts } from "./theme";
import { radii, space, widths } from "./tokens";

export interface StateAction {
  readonly label: string;
  readonly onPress: () => void;
  readonly icon?: IconName;
}

/** What there is to show: one shape for all screens and cards. */
export type ViewState =
  | { readonly kind: "loading" }
  | {
      readonly kind: "empty";
      readonly title: string;
      readonly text: string;
      readonly icon?: IconName;
      readonly action?: StateAction;
    }
  | {
      readonly kind: "error";
      readonly title: string;
      readonly text: string;
      readonly onRetry?: () => void;
      readonly retrying?: boolean;
    }
  | { readonly kind: "ready" };

export interface SkeletonProps {
  readonly height?: number;
  readonly width?: `${number}%` | number;
}

/** The place of something that is on its way: it does not move, and readers hear that it loads. */
export function Skeleton(props: SkeletonProps) {
  const texts = useUiTexts();
  return (
    <View accessible role="status" aria-busy aria-label={texts.loading}>
      <SkeletonBar {...props} />
    </View>
  );
}

/** Of several that load together: one of them says it. */
export function SkeletonBar({ height = 20, width = "100%" }: SkeletonProps) {
  const colors = useColors();
  return (
    <View
      aria-hidden
      style={[styles.skeleton, { height, width, backgroundColor: colors.surfaceRaised }]}
    />
  );
}

/** A card on its way: readers hear that it is loading. */
export function SkeletonCard({ lines = 3 }: { readonly lines?: number }) {
  const texts = useUiTexts();
  return (
    <View accessible role="status" aria-busy aria-label={texts.loading}>
      <Card>
        <SkeletonBar width="40%" />
        <SkeletonBar height={44} width="70%" />
        {Array.from({ length: Math.max(0, lines - 2) }, (_, line) => (
          <SkeletonBar key={line} width="90%" />
        ))}
      </Card>
    </View>
  );
}

/** Nothing is there yet: why, and what to do next. */
export function EmptyState(props: {
  readonly title: string;
  readonly text: string;
  readonly icon?: IconName;
  readonly action?: StateAction;
}) {
  const { title, text, icon = "leaf", action } = props;
  return (
    <View style={styles.state}>
      <Icon name={icon} size={48} color="accent" />
      <AppText variant="heading" level={2} align="center">
        {title}
      </AppText>
      <AppText color="textSoft" align="center">
        {text}
      </AppText>
      {action !== undefined && (
        <Centered>
          <Button variant="primary" {...action} />
        </Centered>
      )}
    </View>
  );
}

/** It did not work: what happened, and a way to try again. */
export function ErrorState(props: {
  readonly title: string;
  readonly text: string;
  readonly onRetry?: () => void;
  readonly retrying?: boolean;
}) {
  const { title, text, onRetry, retrying = false } = props;
  const texts = useUiTexts();
  return (
    <View style={styles.state} role="alert">
      <Icon name="warning" size={48} color="warn" />
      <AppText variant="heading" level={2} align="center">
        {title}
      </AppText>
      <AppText color="textSoft" align="center">
        {text}
      </AppText>
      {onRetry !== undefined && (
        <Centered>
          <Button
            variant="primary"
            icon="refresh"
            label={texts.retry}
            onPress={onRetry}
            busy={retrying}
            busyLabel={texts.loading}
          />
        </Centered>
      )}
    </View>
  );
}

function Centered({ children }: { readonly children: ReactNode }) {
  return <View style={styles.action}>{children}</View>;
}

/** No connection: the figures are old, and how old. */
export function OfflineNotice({
  asOf,
  now,
}: {
  readonly asOf: Instant | null;
  readonly now?: Instant;
}) {
  const age = useAgeSeconds(asOf, now);
  const formats = useFormats();
  const texts = useUiTexts();
  const text = age === null ? texts.offline : texts.offlineSince(formats.age(age));
  return <Banner tone="warn" icon="offline" text={text} />;
}

const styles = StyleSheet.create({
  skeleton: { borderRadius: radii.s },
  state: {
    alignItems: "center",
    alignSelf: "center",
    gap: space.m,
    maxWidth: widths.form,
    paddingVertical: space.xxl,
    paddingHorizontal: space.l,
  },
  action: { paddingTop: space.s, alignItems: "center" },
});
