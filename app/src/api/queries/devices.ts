/** A facility's device: bringing it there, how it is, and what its owner tells it. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useApi } from "../ApiProvider";
import { answer } from "../clients";
import { type components as Community } from "../generated/community";
import { type components } from "../generated/device_gateway";
import { page } from "../pages";
import { Problem } from "../problems";
import { facilityKeys, useFacilitiesChanged } from "./facilities";

export type AttachedDevice = Community["schemas"]["DeviceAnswer"];
export type NewDevice = Community["schemas"]["DeviceBody"];
export type DeviceStatus = components["schemas"]["DeviceStatusAnswer"];
export type DeviceEvent = components["schemas"]["DeviceEventItem"];
export type DeviceConfiguration = components["schemas"]["ConfigurationAnswer"];
export type DeviceCommand = components["schemas"]["CommandAnswer"];
export type CommandKind = components["schemas"]["CommandKind"];

export const deviceKeys = {
  all: ["device"] as const,
  of: (facilityId: string) => [...facilityKeys.one(facilityId), "device"] as const,
  one: (deviceId: string) => [...deviceKeys.all, deviceId] as const,
  status: (deviceId: string) => [...deviceKeys.one(deviceId), "status"] as const,
  events: (deviceId: string) => [...deviceKeys.one(deviceId), "event"] as const,
  configuration: (deviceId: string) => [...deviceKeys.one(deviceId), "configuration"] as const,
  commands: (deviceId: string) => [...deviceKeys.one(deviceId), "command"] as const,
};

const EVENT_PAGE = 20;
const COMMANDS = 5;

/** The device that measures at the facility; null where there is none. */
export function useFacilityDevice(facilityId: string) {
  const api = useApi();
  return useQuery({
    queryKey: deviceKeys.of(facilityId),
    queryFn: ({ signal }) =>
      answer(
        api.community.GET("/facility/{facilityId}/device", {
          params: { path: { facilityId } },
          signal,
        }),
      ),
    select: ([device]) => device ?? null,
  });
}

/** Associates a device, in place of the present one if any (FR7.1). */
export function useAttachDevice(facilityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  const changed = useFacilitiesChanged();
  return useMutation({
    mutationFn: (body: NewDevice) =>
      answer(
        api.community.PUT("/facility/{facilityId}/device", {
          params: { path: { facilityId } },
          body,
        }),
      ),
    onSuccess: (attached) => {
      queryClient.setQueryData(deviceKeys.of(facilityId), [attached]);
      void changed();
    },
  });
}

/** Frees the device (FR7.2). */
export function useDetachDevice(facilityId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  const changed = useFacilitiesChanged();
  return useMutation({
    mutationFn: () =>
      answer(
        api.community.DELETE("/facility/{facilityId}/device", {
          params: { path: { facilityId } },
        }),
      ),
    onSuccess: () => {
      queryClient.setQueryData(deviceKeys.of(facilityId), []);
      void changed();
    },
  });
}

const AWAITED_EVERY_MS = 3000;

/** How soon to ask again: soon while somebody waits for it to be heard at first. */
export function nextAskMs(status: DeviceStatus | null | undefined, everyMs: number): number {
  const isAwaited = (status?.state ?? "never") === "never";
  return isAwaited ? Math.min(AWAITED_EVERY_MS, everyMs) : everyMs;
}

/**
 * How the device is; null while nothing of it is known yet, as just after it was brought here.
 * Asked again every `everyMs`, and sooner until it has been heard.
 */
export function useDeviceStatus(deviceId: string | undefined, everyMs: number) {
  const api = useApi();
  return useQuery<DeviceStatus | null>({
    queryKey: deviceKeys.status(deviceId ?? ""),
    enabled: deviceId !== undefined,
    refetchInterval: ({ state }) => nextAskMs(state.data, everyMs),
    queryFn: async ({ signal }) => {
      try {
        const params = { path: { deviceId: deviceId ?? "" } };
        return await answer(api.devices.GET("/device/{deviceId}/status", { params, signal }));
      } catch (error) {
        if (isNotKnownYet(error)) return null;
        throw error;
      }
    },
  });
}

/** The services tell each other of a new device within seconds; until then it is nobody's. */
function isNotKnownYet(error: unknown): boolean {
  return error instanceof Problem && [403, 404].includes(error.status);
}

/** When it came, went, or had a fault: the newest first. */
export function useDeviceEvents(deviceId: string, isAsked: boolean) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: deviceKeys.events(deviceId),
    enabled: isAsked,
    queryFn: ({ signal, pageParam }) =>
      page(
        api.devices.GET("/device/{deviceId}/event", {
          params: {
            path: { deviceId },
            query: { limit: EVENT_PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

export function useDeviceConfiguration(deviceId: string, isAsked: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: deviceKeys.configuration(deviceId),
    enabled: isAsked,
    queryFn: ({ signal }) =>
      answer(
        api.devices.GET("/device/{deviceId}/configuration", {
          params: { path: { deviceId } },
          signal,
        }),
      ),
  });
}

interface Wish {
  readonly reportingIntervalS: number;
  readonly onChangeW: number;
  readonly version: number;
}

/** What the device shall work by, unless somebody else has changed it since `version`. */
export function useConfigureDevice(deviceId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ version, ...wish }: Wish) =>
      answer(
        api.devices.PUT("/device/{deviceId}/configuration", {
          params: { path: { deviceId }, header: { "if-match": `"${version}"` } },
          // Without a calibration the present one stays.
          body: wish as components["schemas"]["ConfigurationBody"],
        }),
      ),
    onSuccess: (answered) => queryClient.setQueryData(deviceKeys.configuration(deviceId), answered),
    onError: () => queryClient.invalidateQueries({ queryKey: deviceKeys.configuration(deviceId) }),
  });
}

export function useDeviceCommands(deviceId: string, isAsked: boolean, everyMs: number | false) {
  const api = useApi();
  return useQuery({
    queryKey: deviceKeys.commands(deviceId),
    enabled: isAsked,
    refetchInterval: everyMs,
    queryFn: ({ signal }) =>
      answer(
        api.devices.GET("/device/{deviceId}/command", {
          params: { path: { deviceId }, query: { limit: COMMANDS } },
          signal,
        }),
      ),
  });
}

export function useCommandDevice(deviceId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (kind: CommandKind) =>
      answer(
        api.devices.POST("/device/{deviceId}/command", {
          params: { path: { deviceId } },
          body: { kind, validForS: 3600 },
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: deviceKeys.commands(deviceId) }),
  });
}
