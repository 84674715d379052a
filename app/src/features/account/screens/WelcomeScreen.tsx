import { useRouter } from "expo-router";

import { type Language } from "@/formats";
import { useLanguage, usePreferences } from "@/preferences/PreferencesProvider";
import { useTexts } from "@/texts";
import {
  AppText,
  Button,
  Column,
  Icon,
  type IconName,
  Row,
  Screen,
  SegmentedControl,
  TextLink,
} from "@/ui";

/** Before anything else, once: what the app does, what it asks for, and who sees what. */
export function WelcomeScreen() {
  const texts = useTexts();
  const words = texts.account;
  const points = words.welcomePoints;
  return (
    <Screen title={texts.common.appName} subtitle={words.slogan} width="form">
      <LanguageChoice />
      <Column gap="l">
        <Point icon="sun" title={points.now} text={points.nowText} />
        <Point icon="euro" title={points.worth} text={points.worthText} />
        <Point icon="bell" title={points.asks} text={points.asksText} />
        <Point icon="lock" title={points.yours} text={points.yoursText} />
      </Column>
      <Ways />
    </Screen>
  );
}

function LanguageChoice() {
  const words = useTexts().account;
  const { choose } = usePreferences();
  return (
    <SegmentedControl<Language>
      label={words.languageLabel}
      value={useLanguage()}
      options={[
        { value: "it", label: words.italian },
        { value: "en", label: words.english },
      ]}
      onChange={(language) => choose({ language })}
    />
  );
}

interface PointProps {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
}

function Point({ icon, title, text }: PointProps) {
  return (
    <Row gap="m" align="flex-start">
      <Icon name={icon} size={32} color="accent" />
      <Column gap="xs" grow>
        <AppText variant="subheading" level={2}>
          {title}
        </AppText>
        <AppText color="textSoft">{text}</AppText>
      </Column>
    </Row>
  );
}

function Ways() {
  const words = useTexts().account;
  const router = useRouter();
  const { choose } = usePreferences();
  const go = (to: "/sign-up" | "/sign-in") => () => {
    choose({ isWelcomed: true });
    router.push(to);
  };
  return (
    <Column gap="s">
      <Button variant="primary" wide label={words.createAccount} onPress={go("/sign-up")} />
      <Button wide label={words.signIn} onPress={go("/sign-in")} />
      <TextLink label={words.moreOnPrivacy} onPress={() => router.push("/privacy")} />
    </Column>
  );
}
