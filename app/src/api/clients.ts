/** Typed clients of the five services, on one origin and one session. */
import createClient, { type Client } from "openapi-fetch";

import type { paths as CommunityPaths } from "./generated/community";
import type { paths as DevicePaths } from "./generated/device_gateway";
import type { paths as EnergyPaths } from "./generated/energy";
import type { paths as EngagementPaths } from "./generated/engagement";
import type { paths as UserPaths } from "./generated/user";
import { Unreachable } from "./problems";
import { authorized, type Credentials, type Fetch, sent } from "./sending";

/** Every call raises Failure; its answer's body comes out of `answer`. */
export interface Api {
  readonly user: Client<UserPaths>;
  readonly community: Client<CommunityPaths>;
  readonly energy: Client<EnergyPaths>;
  readonly engagement: Client<EngagementPaths>;
  readonly devices: Client<DevicePaths>;
}

interface ApiOptions {
  /** Where the services are: "" for the page's own origin. */
  readonly serverUrl: string;
  readonly credentials: Credentials;
  readonly fetch?: Fetch;
}

const overNetwork: Fetch = (request, init) => fetch(request, init);

export function createApi({ serverUrl, credentials, fetch = overNetwork }: ApiOptions): Api {
  const options = { baseUrl: serverUrl, fetch: authorized(credentials, fetch) };
  return {
    user: createClient<UserPaths>(options),
    community: createClient<CommunityPaths>(options),
    energy: createClient<EnergyPaths>(options),
    engagement: createClient<EngagementPaths>(options),
    devices: createClient<DevicePaths>(options),
  };
}

export type SignedOutClient = Client<UserPaths>;

/** For becoming somebody: what signs up, in and out carries no token. */
export function createSignedOutClient(serverUrl: string, fetch = overNetwork): SignedOutClient {
  return createClient<UserPaths>({ baseUrl: serverUrl, fetch: (request) => sent(fetch, request) });
}

/** The body of the answer: `answer(api.user.GET("/user/profile", { signal }))`. Raises Failure. */
export async function answer<T>(
  asked: Promise<{ data?: T; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, response } = await asked;
  if (data === undefined || data === null) {
    throw new Unreachable(`HTTP ${response.status} without a body`);
  }
  return data;
}
