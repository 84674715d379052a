import { useRouter, type Href } from "expo-router";
import { useEffect, useEffectEvent } from "react";

import { useChannels } from "@/api/queries/notificationSettings";
import { useInboxStream } from "@/api/queries/notifications";
import { useSession, useSessionState } from "@/session/SessionProvider";
import { useTexts } from "@/texts";
import { useAnnouncer } from "@/ui";

import { isPushChosen } from "./chosen";
import { permission, prepare, pushChannel, unsubscribe, watch } from "./device";
import { pathOf } from "./path";
import { type Pushed } from "./pushTypes";
import { useRegister } from "./usePush";

/**
 * While somebody is signed in: keeps the inbox live and this device registered, says what is new
 * in a banner, and opens what a tap is about. Shows nothing itself.
 */
export function PushKeeper() {
  const banner = useBanner();
  useInboxStream(({ title, shortBody, path }) =>
    banner({ title, body: shortBody, path: pathOf({ path }) }),
  );
  usePushes(banner);
  useRegisteredAnew();
  useEndWithSession();
  return null;
}

function useBanner() {
  const texts = useTexts().notifications.inbox;
  const { toast } = useAnnouncer();
  const { push } = useRouter();
  return ({ title, path }: Pushed) =>
    toast({
      text: title,
      tone: "info",
      action: { label: texts.open, onPress: () => push(path) },
    });
}

function usePushes(banner: (pushed: Pushed) => void) {
  const { push } = useRouter();
  const onOpened = useEffectEvent((path: string) => push(path as Href));
  const onPushed = useEffectEvent(banner);
  useEffect(() => {
    prepare();
    return watch({
      onOpened: (path) => onOpened(path),
      onPushed: (pushed) => onPushed(pushed),
    });
  }, []);
}

/** At each start, for tokens change; without a word where it does not work now. */
function useRegisteredAnew() {
  const state = useSessionState();
  const userId = state.status === "signed-in" ? state.userId : null;
  const channels = useChannels().data;
  const offered = channels?.find(({ kind }) => kind === pushChannel());
  const key = offered === undefined ? null : (offered.publicKey ?? "");
  const register = useRegister();
  const again = useEffectEvent(async (publicKey: string, user: string) => {
    const isAllowed = (await permission()) === "granted" && (await isPushChosen(user));
    if (isAllowed) await register(publicKey);
  });
  useEffect(() => {
    if (key !== null && userId !== null) again(key, userId).catch(() => undefined);
  }, [key, userId]);
}

/** What is pushed is for who has left: nobody after them is to read it. */
function useEndWithSession() {
  const session = useSession();
  useEffect(
    () => () => {
      if (session.snapshot().status === "signed-out") unsubscribe().catch(() => undefined);
    },
    [session],
  );
}
