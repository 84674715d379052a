import { createContext, use, useEffect, type ReactNode } from "react";
import { AppState } from "react-native";

import { type Api } from "./clients";
import { watchNetwork } from "./network";
import { type SharedStreams } from "./sharedStreams";

interface Services {
  readonly api: Api;
  readonly streams: SharedStreams;
}

const ServicesContext = createContext<Services | null>(null);

/** Gives hooks the services; streams sleep while the app is in the background. */
export function ApiProvider({ api, streams, children }: Services & { children: ReactNode }) {
  useEffect(() => {
    const state = AppState.addEventListener("change", (next) => {
      if (next === "active") streams.wake();
      else if (next === "background") streams.sleep();
    });
    const stopWatching = watchNetwork((isOnline) => {
      if (isOnline) streams.hurry();
    });
    return () => {
      state.remove();
      stopWatching();
    };
  }, [streams]);
  return <ServicesContext value={{ api, streams }}>{children}</ServicesContext>;
}

function useServices(): Services {
  const services = use(ServicesContext);
  if (!services) throw new Error("outside of ApiProvider");
  return services;
}

export function useApi(): Api {
  return useServices().api;
}

export function useStreams(): SharedStreams {
  return useServices().streams;
}
