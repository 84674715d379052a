import { useEffect, useState, type ComponentType } from "react";

import { Unreachable } from "@/api/problems";
import { problemText, useTexts } from "@/texts";
import { Screen } from "@/ui";

import { reloadOnce, hasLoaded } from "./reload";

/**
 * A screen whose code comes when it is first shown: in a browser as a script of its own. One that does not
 * come may be of a build that is gone, whose page is loaded anew, once; otherwise the reader may try again.
 */
export function lazyScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let known: ComponentType<Props> | null = null;
  return function LazyScreen(props: Props) {
    const [Loaded, setLoaded] = useState(() => known);
    const [attempt, setAttempt] = useState(0);
    const [hasFailed, setFailed] = useState(false);
    useEffect(() => {
      if (Loaded !== null) return;
      let isSeen = true;
      load().then(
        (component) => {
          known = component;
          hasLoaded();
          if (isSeen) setLoaded(() => component);
        },
        () => {
          if (isSeen && !reloadOnce()) setFailed(true);
        },
      );
      return () => {
        isSeen = false;
      };
    }, [attempt, Loaded]);
    if (Loaded !== null) return <Loaded {...props} />;
    const askAgain = () => {
      setFailed(false);
      setAttempt(attempt + 1);
    };
    return hasFailed ? <NotLoaded onRetry={askAgain} /> : <Screen title="" state={LOADING} />;
  };
}

const LOADING = { kind: "loading" } as const;

function NotLoaded({ onRetry }: { onRetry: () => void }) {
  const texts = useTexts();
  return (
    <Screen
      title={texts.common.appName}
      state={{
        kind: "error",
        title: texts.common.screenMissing,
        text: problemText(texts, new Unreachable("a script did not come")),
        onRetry,
      }}
    />
  );
}
