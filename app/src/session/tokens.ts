/** What a session lives on. */
import { type components } from "@/api/generated/user";

export interface Tokens {
  readonly userId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** From then on the access token is traded before it is used; milliseconds since 1970. */
  readonly renewAt: number;
}

const RENEW_BEFORE_MS = 30_000;

export function tokensOf(answer: components["schemas"]["TokensAnswer"], nowMs: number): Tokens {
  const { userId, accessToken, refreshToken, expiresInS } = answer;
  return {
    userId,
    accessToken,
    refreshToken,
    renewAt: nowMs + expiresInS * 1000 - RENEW_BEFORE_MS,
  };
}

/** Null for what an older version of the app, or somebody else, has left there. */
export function tokensIn(kept: string | null): Tokens | null {
  try {
    const value: unknown = JSON.parse(kept ?? "null");
    return isTokens(value) ? value : null;
  } catch {
    return null;
  }
}

function isTokens(value: unknown): value is Tokens {
  if (typeof value !== "object" || value === null) return false;
  const { userId, accessToken, refreshToken, renewAt } = value as Record<string, unknown>;
  const texts = [userId, accessToken, refreshToken];
  return texts.every((text) => typeof text === "string") && typeof renewAt === "number";
}
