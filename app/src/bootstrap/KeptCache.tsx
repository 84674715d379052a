import { IsRestoringProvider, useQueryClient } from "@tanstack/react-query";
import { persistQueryClient } from "@tanstack/react-query-persist-client";
import Constants from "expo-constants";
import { useEffect, useState, type ReactNode } from "react";

import { persistence } from "@/api/queryClient";
import { useSession } from "@/session/SessionProvider";

/** Answers of last time are there at once, also offline; those of a user who left are gone. */
export function KeptCache({ userId, children }: { userId: string; children: ReactNode }) {
  const queryClient = useQueryClient();
  const session = useSession();
  const [isRestoring, setRestoring] = useState(true);
  useEffect(() => {
    const { options, forget } = persistence(userId, Constants.expoConfig?.version ?? "");
    const [stop, restored] = persistQueryClient({ queryClient, ...options });
    void restored.finally(() => setRestoring(false));
    return () => {
      stop();
      if (session.snapshot().status !== "signed-out") return;
      queryClient.clear();
      void forget();
    };
  }, [queryClient, session, userId]);
  return <IsRestoringProvider value={isRestoring}>{children}</IsRestoringProvider>;
}
