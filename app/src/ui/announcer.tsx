import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from "react";
import { AccessibilityInfo, StyleSheet, Text, View } from "react-native";

import { Banner } from "./Banner";
import { useInsets } from "./platform/insets";
import { isWeb } from "./platform/webProps";
import { useUiTexts } from "./theme";
import { space, type Tone, widths } from "./tokens";

export type Urgency = "polite" | "assertive";

export interface ToastMessage {
  readonly text: string;
  readonly tone?: Tone;
  /** A toast with a step to take stays until it is taken or dismissed. */
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

export interface Announcer {
  /** Tells readers of a change that the eye sees; for changes of state, not for every figure. */
  readonly announce: (text: string, urgency?: Urgency) => void;
  /** Shows a short message at the foot of the screen, and announces it. */
  readonly toast: (message: ToastMessage) => void;
}

const SILENT: Announcer = { announce: () => undefined, toast: () => undefined };
const AnnouncerContext = createContext<Announcer>(SILENT);

/** How long a toast without a step stays: long enough to be read twice. */
export const TOAST_MS = 8000;

/** What stays in the page once said: enough for readers to take it, little to come across. */
const KEPT = 4;

interface Said {
  readonly id: number;
  readonly text: string;
  readonly urgency: Urgency;
}

/** The one live region of the app, and its toasts. One, below UiProvider. */
export function AnnouncerProvider({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState<readonly Said[]>([]);
  const [shown, setShown] = useState<ToastMessage | null>(null);
  const { messages } = useUiTexts();

  const announce = useCallback((text: string, urgency: Urgency = "polite") => {
    if (!isWeb) AccessibilityInfo.announceForAccessibility(text);
    setSaid((before) => [
      ...before.slice(1 - KEPT),
      { id: (before.at(-1)?.id ?? 0) + 1, text, urgency },
    ]);
  }, []);
  const toast = useCallback(
    (message: ToastMessage) => {
      setShown(message);
      announce(message.text, message.tone === "danger" ? "assertive" : "polite");
    },
    [announce],
  );

  useEffect(() => {
    if (shown === null || shown.action !== undefined) return undefined;
    const timer = setTimeout(() => setShown(null), TOAST_MS);
    return () => clearTimeout(timer);
  }, [shown]);

  const announcer = useMemo(() => ({ announce, toast }), [announce, toast]);
  return (
    <AnnouncerContext value={announcer}>
      {children}
      <View role="region" aria-label={messages} style={styles.region} pointerEvents="box-none">
        <LiveRegions said={said} />
        {shown !== null && <Toast message={shown} onDismiss={() => setShown(null)} />}
      </View>
    </AnnouncerContext>
  );
}

/** Tells readers, and shows toasts. */
export function useAnnouncer(): Announcer {
  return use(AnnouncerContext);
}

/** Browsers tell what is added in here: two things said at once are both told. */
function LiveRegions({ said }: { readonly said: readonly Said[] }) {
  if (!isWeb) return null;
  return (
    <View style={styles.unseen}>
      {(["polite", "assertive"] as const).map((urgency) => (
        <View key={urgency} aria-live={urgency}>
          {said
            .filter((one) => one.urgency === urgency)
            .map(({ id, text }) => (
              <Text key={id}>{text}</Text>
            ))}
        </View>
      ))}
    </View>
  );
}

interface ToastProps {
  readonly message: ToastMessage;
  readonly onDismiss: () => void;
}

function Toast({ message, onDismiss }: ToastProps) {
  const insets = useInsets();
  const { text, tone = "good", action } = message;
  return (
    <View style={[styles.place, { bottom: insets.bottom + 72 }]} pointerEvents="box-none">
      <View style={styles.toast}>
        <Banner
          text={text}
          tone={tone}
          role="none"
          onDismiss={onDismiss}
          {...(action === undefined
            ? {}
            : {
                action: {
                  label: action.label,
                  onPress: () => {
                    action.onPress();
                    onDismiss();
                  },
                },
              })}
        />
      </View>
    </View>
  );
}

const styles = StyleSheet.create({
  region: { position: "absolute", top: 0, bottom: 0, left: 0, right: 0 },
  unseen: { position: "absolute", width: 1, height: 1, overflow: "hidden", opacity: 0.01 },
  place: { position: "absolute", left: space.l, right: space.l, alignItems: "center" },
  toast: {
    width: "100%",
    maxWidth: widths.form,
    boxShadow: "0 4px 24px rgba(0, 0, 0, 0.4)",
    borderRadius: 12,
  },
});
