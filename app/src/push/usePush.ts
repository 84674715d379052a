import { useQuery, useQueryClient } from "@tanstack/react-query";

import {
  type Endpoint,
  useChannels,
  useEndpoints,
  useRegisterEndpoint,
  useRemoveEndpoint,
} from "@/api/queries/notificationSettings";
import { useSessionState } from "@/session/SessionProvider";

import { choosePush } from "./chosen";
import { deviceLabel, permission, pushChannel, subscribe, unsubscribe } from "./device";
import { installId } from "./installId";

/** What there is to say of pushes on this device. */
export type PushState = "unknown" | "unsupported" | "notOffered" | "denied" | "off" | "on";

const HERE = { queryKey: ["push-here"], meta: { isKept: false }, staleTime: 0 } as const;

/** What this device itself knows: its id, and whether pushes are allowed. */
function useHere() {
  return useQuery({
    ...HERE,
    networkMode: "always",
    queryFn: async () => ({ installId: await installId(), permission: await permission() }),
  });
}

/** Pushes on this device: how it stands, and turning them on and off. */
export function usePush() {
  const channel = pushChannel();
  const queryClient = useQueryClient();
  const here = useHere().data;
  const offered = useChannels().data?.find(({ kind }) => kind === channel);
  const areChannelsKnown = useChannels().data !== undefined;
  const endpoints = useEndpoints().data;
  const own = endpoints?.find((one) => one.installId === here?.installId);
  const register = useRegister();
  const remove = useRemoveEndpoint();
  const forget = async () => {
    await choosePush(null);
    await unsubscribe();
  };
  return {
    state: stateOf(),
    own,
    /** False when the person does not allow it. Raises Failure, and what the browser raises. */
    turnOn: async () => {
      const isOn = await register(offered?.publicKey ?? "");
      await queryClient.invalidateQueries({ queryKey: HERE.queryKey });
      return isOn;
    },
    turnOff: async () => {
      if (own !== undefined) await remove.mutateAsync(own.endpointId);
      await forget();
    },
    /** Its endpoint was removed another way. */
    forget,
  };

  function stateOf(): PushState {
    if (channel === null) return "unsupported";
    if (here === undefined || !areChannelsKnown || endpoints === undefined) return "unknown";
    if (offered === undefined) return "notOffered";
    if (here.permission === "denied") return "denied";
    return isOn(own) && here.permission === "granted" ? "on" : "off";
  }
}

function isOn(endpoint: Endpoint | undefined): boolean {
  return endpoint?.enabled === true;
}

/** Registers this device with a server of this key; false when the person does not allow it. */
export function useRegister() {
  const { mutateAsync: post } = useRegisterEndpoint();
  const state = useSessionState();
  return async (publicKey: string): Promise<boolean> => {
    const address = await subscribe(publicKey);
    if (address === null) return false;
    const body = { ...address, label: deviceLabel(), installId: await installId() };
    await post(body);
    if (state.status === "signed-in") await choosePush(state.userId);
    return true;
  };
}
