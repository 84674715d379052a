import { createContext, use, useEffect, useSyncExternalStore, type ReactNode } from "react";

import { type Session, type SessionState } from "./session";

const SessionContext = createContext<Session | null>(null);

/** Restores the session of last time and gives it to hooks. */
export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  useEffect(() => {
    void session.restore();
    return session.follow();
  }, [session]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** To sign in and out with. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error("outside of SessionProvider");
  return session;
}

export function useSessionState(): SessionState {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.snapshot, session.snapshot);
}
