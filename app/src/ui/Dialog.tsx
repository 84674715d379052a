import { type ReactNode, useId } from "react";
import { Modal, ScrollView, StyleSheet, useWindowDimensions, View } from "react-native";

import { AppText } from "./AppText";
import { Row } from "./Box";
import { IconButton } from "./Button";
import { fieldIds } from "./FieldFrame";
import { OnStrongGround } from "./ink";
import { useInsets } from "./platform/insets";
import { useColors, useUiTexts } from "./theme";
import { radii, space, widths } from "./tokens";

export interface DialogProps {
  readonly visible: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children?: ReactNode;
  /** Buttons, at the end; the main one first. */
  readonly actions?: ReactNode;
  /** `sheet` comes from below on phones, where a thumb reaches it. */
  readonly variant?: "center" | "sheet";
  readonly testID?: string;
}

/**
 * Something to decide before going on. The focus stays in it and goes back to where it was;
 * Escape, the phone's back gesture and a touch beside it close it.
 */
export function Dialog(props: DialogProps) {
  const { visible, title, onClose, children, actions, variant = "center", testID } = props;
  const colors = useColors();
  const insets = useInsets();
  const { width, height } = useWindowDimensions();
  const titleId = fieldIds(useId()).label;
  const isSheet = variant === "sheet" && width < widths.twoColumns;
  return (
    <Modal
      transparent
      visible={visible}
      onRequestClose={onClose}
      animationType="none"
      statusBarTranslucent
      aria-labelledby={titleId}
      accessibilityViewIsModal
    >
      <OnStrongGround ground={null}>
        <View style={[styles.place, isSheet ? styles.below : styles.middle]}>
          <Scrim color={colors.scrim} onPress={onClose} />
          <View
            testID={testID}
            style={[
              styles.panel,
              isSheet ? styles.sheet : styles.box,
              { backgroundColor: colors.surface, maxHeight: height - insets.top - space.xxl },
              { borderColor: colors.boundary },
              isSheet && { paddingBottom: space.l + insets.bottom },
            ]}
          >
            <DialogTitle id={titleId} title={title} onClose={onClose} />
            <ScrollView
              style={styles.scroll}
              contentContainerStyle={styles.content}
              keyboardShouldPersistTaps="handled"
            >
              {children}
            </ScrollView>
            {actions !== undefined && <View style={styles.actions}>{actions}</View>}
          </View>
        </View>
      </OnStrongGround>
    </Modal>
  );
}

interface DialogTitleProps {
  readonly id: string;
  readonly title: string;
  readonly onClose: () => void;
}

function DialogTitle({ id, title, onClose }: DialogTitleProps) {
  const texts = useUiTexts();
  return (
    <View style={styles.title}>
      <Row gap="s" align="flex-start" justify="space-between">
        <View style={styles.titleWords}>
          <AppText variant="heading" level={2} id={id}>
            {title}
          </AppText>
        </View>
        <IconButton icon="cross" label={texts.close} onPress={onClose} />
      </Row>
    </View>
  );
}

/** Not reached by keys or readers: they have the button and Escape. */
function Scrim({ color, onPress }: { readonly color: string; readonly onPress: () => void }) {
  return (
    <View
      style={[StyleSheet.absoluteFill, { backgroundColor: color }]}
      aria-hidden
      importantForAccessibility="no"
      onStartShouldSetResponder={() => true}
      onResponderRelease={onPress}
    />
  );
}

const styles = StyleSheet.create({
  place: { flex: 1 },
  middle: { justifyContent: "center", alignItems: "center", padding: space.l },
  below: { justifyContent: "flex-end" },
  panel: { paddingTop: space.s, borderWidth: 1 },
  box: {
    width: "100%",
    maxWidth: widths.form,
    borderRadius: radii.l,
    paddingBottom: space.l,
  },
  sheet: {
    borderTopLeftRadius: radii.l,
    borderTopRightRadius: radii.l,
    borderBottomWidth: 0,
  },
  title: { paddingLeft: space.xl - 4, paddingRight: space.s },
  titleWords: { flex: 1, paddingTop: 11 },
  scroll: { flexGrow: 0, flexShrink: 1 },
  content: { paddingHorizontal: space.xl - 4, paddingVertical: space.s, gap: space.m },
  actions: { paddingHorizontal: space.xl - 4, paddingTop: space.m, gap: space.s },
});
