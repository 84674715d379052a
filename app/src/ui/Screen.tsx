import type { ReactNode } from "react";
import { RefreshControl, ScrollView, StyleSheet, useWindowDimensions, View } from "react-native";

import type { Instant } from "@/formats";

import { AppText } from "./AppText";
import { Row } from "./Box";
import { IconButton } from "./Button";
import { useInsets } from "./platform/insets";
import { isWeb } from "./platform/webProps";
import {
  EmptyState,
  ErrorState,
  OfflineNotice,
  SkeletonBar,
  SkeletonCard,
  type ViewState,
} from "./states";
import { useColors, useTheme, useUiTexts } from "./theme";
import { LARGE_TEXT, space, widths } from "./tokens";

export interface ScreenProps {
  /** Empty while it is not known. */
  readonly title: string;
  readonly subtitle?: string | undefined;
  /** What there is to show; `ready` when left out. */
  readonly state?: ViewState;
  /** Set while there is no connection: when the figures shown were true. */
  readonly offline?: { readonly asOf: Instant | null } | null;
  readonly onBack?: (() => void) | undefined;
  readonly onRefresh?: (() => void) | undefined;
  readonly refreshing?: boolean;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  /** Stays below the title whatever the state, such as a switch between periods. */
  readonly header?: ReactNode;
  readonly children?: ReactNode;
  /** A second column where there is room, below the rest elsewhere. */
  readonly aside?: ReactNode;
  /** How wide the content may be: a form, a text, or a board of cards. */
  readonly width?: "form" | "reading" | "board";
  /** Stays in place while the rest is loading, instead of the usual grey cards. */
  readonly skeleton?: ReactNode;
  readonly testID?: string;
}

/** A whole screen: title, states, refreshing, and columns where there is room. */
export function Screen(props: ScreenProps) {
  const { width = "board", onRefresh, refreshing = false, offline, header } = props;
  const colors = useColors();
  const insets = useInsets();
  const pull =
    onRefresh === undefined || isWeb
      ? {}
      : {
          refreshControl: (
            <RefreshControl
              refreshing={refreshing}
              onRefresh={onRefresh}
              tintColor={colors.accent}
              colors={[colors.onAction]}
              progressBackgroundColor={colors.action}
            />
          ),
        };
  return (
    <ScrollView
      testID={props.testID}
      style={{ flex: 1, backgroundColor: colors.ground }}
      contentContainerStyle={[
        styles.content,
        { paddingTop: insets.top + space.s, paddingBottom: insets.bottom + space.xxl },
      ]}
      keyboardShouldPersistTaps="handled"
      {...pull}
    >
      <View role="main" style={[styles.column, { maxWidth: widths[width] }]}>
        <ScreenTitle {...props} />
        {offline !== undefined && offline !== null && <OfflineNotice asOf={offline.asOf} />}
        {header}
        <ScreenBody {...props} />
      </View>
    </ScrollView>
  );
}

function ScreenTitle(props: ScreenProps) {
  const { title, subtitle, onBack, onRefresh, refreshing = false, actions } = props;
  const texts = useUiTexts();
  const isBelow = useTheme().fontScale >= LARGE_TEXT;
  return (
    <View>
      {onBack !== undefined && (
        <View style={styles.back}>
          <IconButton icon="chevronLeft" label={texts.back} onPress={onBack} />
        </View>
      )}
      <Row gap="s" align="flex-start" justify="space-between" wrap={isBelow}>
        <View style={isBelow ? styles.wideTitle : styles.title}>
          {title === "" ? (
            <SkeletonBar width="50%" height={36} />
          ) : (
            <AppText variant="title" level={1}>
              {title}
            </AppText>
          )}
          {subtitle !== undefined && <AppText color="textMuted">{subtitle}</AppText>}
        </View>
        {actions}
        {isWeb && onRefresh !== undefined && (
          <IconButton
            icon="refresh"
            label={refreshing ? texts.refreshing : texts.refresh}
            onPress={onRefresh}
            busy={refreshing}
          />
        )}
      </Row>
    </View>
  );
}

function ScreenBody({ state = { kind: "ready" }, children, aside, skeleton }: ScreenProps) {
  const { width } = useWindowDimensions();
  switch (state.kind) {
    case "loading":
      return (
        skeleton ?? (
          <View style={styles.stack}>
            <SkeletonCard lines={4} />
            <SkeletonCard />
          </View>
        )
      );
    case "empty":
      return <EmptyState {...state} />;
    case "error":
      return <ErrorState {...state} />;
    case "ready":
      if (aside === undefined) return <View style={styles.stack}>{children}</View>;
      return (
        <View style={width >= widths.twoColumns ? styles.columns : styles.stack}>
          <View style={[styles.stack, width >= widths.twoColumns && styles.main]}>{children}</View>
          <View style={[styles.stack, width >= widths.twoColumns && styles.aside]}>{aside}</View>
        </View>
      );
  }
}

const styles = StyleSheet.create({
  content: { flexGrow: 1, alignItems: "center", paddingHorizontal: space.l },
  column: { width: "100%", gap: space.l },
  back: { marginLeft: -12 },
  title: { flex: 1, minWidth: 0, paddingTop: 7 },
  wideTitle: { flexBasis: "100%", paddingTop: 7 },
  stack: { gap: space.l, minWidth: 0 },
  columns: { flexDirection: "row", alignItems: "flex-start", gap: space.xl },
  main: { flex: 3 },
  aside: { flex: 2 },
});
