/**
 * The client's part of zero-knowledge sign-in (NF11): SRP-6a over a stretched password. Before making
 * a verifier, apply the password policy: the server cannot. Another suite is refused, never guessed.
 */
import { SRPClientSession } from "tssrp6a";

import { bytesOf, fromBase64url, numberOf, toBase64url, utf8, type Bytes } from "./bytes";
import { ImpostorError } from "./impostor";
import { pbkdf2 } from "./pbkdf2";
import { randomBytes } from "./random";
import { GROUP_BYTES, HASH_BYTES, Routines, SALT_BYTES } from "./routines";

export const SUITE = "SRP6a-3072-SHA256-PBKDF2-600000";
const ROUNDS = 600_000;
const IDENTITY = "meriggio";

export interface Verifier {
  readonly suite: typeof SUITE;
  readonly salt: string;
  readonly verifier: string;
}

export interface Challenge {
  readonly challengeId: string;
  readonly suite: string;
  readonly salt: string;
  readonly serverKey: string;
}

export interface Proof {
  /** What to send. */
  readonly body: {
    readonly challengeId: string;
    readonly clientKey: string;
    readonly clientProof: string;
  };
  /** Raises ImpostorError unless the server has the verifier. Use no token before. */
  check(serverProof: string): Promise<void>;
}

/** What to send when signing up or choosing another password. */
export async function newVerifier(password: string): Promise<Verifier> {
  const salt = randomBytes(SALT_BYTES);
  const routines = new Routines();
  const x = await routines.computeX(IDENTITY, numberOf(salt), await stretched(password, salt));
  const verifier = toBase64url(bytesOf(routines.computeVerifier(x), GROUP_BYTES));
  return { suite: SUITE, salt: toBase64url(salt), verifier };
}

/** The answer to a challenge. Raises ImpostorError for one that nobody may answer. */
export async function prove(
  password: string,
  challenge: Challenge,
  routines: Routines = new Routines(),
): Promise<Proof> {
  if (challenge.suite !== SUITE) throw new ImpostorError(`unknown suite ${challenge.suite}`);
  const salt = fromBase64url(challenge.salt);
  const serverKey = numberOf(fromBase64url(challenge.serverKey));
  if (!routines.isValidPublicValue(serverKey)) throw new ImpostorError("the server's key is none");
  const session = new SRPClientSession(routines);
  const begun = await session.step1(IDENTITY, await stretched(password, salt));
  const proved = await begun.step2(numberOf(salt), serverKey);
  return {
    body: {
      challengeId: challenge.challengeId,
      clientKey: toBase64url(bytesOf(proved.A, GROUP_BYTES)),
      clientProof: toBase64url(bytesOf(proved.M1, HASH_BYTES)),
    },
    check: async (serverProof) => {
      try {
        await proved.step3(numberOf(fromBase64url(serverProof)));
      } catch {
        throw new ImpostorError("the server has not proved that it has the verifier");
      }
    },
  };
}

/** A stolen verifier is as hard to guess from as this is slow. */
async function stretched(password: string, salt: Bytes): Promise<string> {
  return toBase64url(await pbkdf2(utf8(password.normalize("NFKC")), salt, ROUNDS));
}
