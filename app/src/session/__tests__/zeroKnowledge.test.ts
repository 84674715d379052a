/** NF11: the proofs are those of a library in Python, also where numbers begin with a zero byte. */
import { ImpostorError } from "../proof/impostor";
import { newVerifier, prove, SUITE } from "../proof/zeroKnowledge";
import { fromBase64url, numberOf } from "../proof/bytes";
import { Routines } from "../proof/routines";
import given from "./exchanges.json";

class ChosenKey extends Routines {
  constructor(private readonly hex: string) {
    super();
  }

  override generatePrivateValue() {
    return BigInt(`0x${this.hex}`);
  }
}

function challenge(serverKey: string, suite: string = SUITE) {
  return { challengeId: "any", suite, salt: given.salt, serverKey };
}

const [first] = given.exchanges;

test.each(given.exchanges)("a proof whose $numberWithLeadingZero begins with zero", async (one) => {
  const routines = new ChosenKey(one.clientPrivateKey);
  const { body, check } = await prove(given.password, challenge(one.serverKey), routines);
  expect(body.clientProof).toBe(one.clientProof);
  await expect(check(one.serverProof)).resolves.toBeUndefined();
  await expect(check(given.salt)).rejects.toThrow(ImpostorError);
});

test("a verifier is the number that the server reckons with", async () => {
  const made = await newVerifier(given.password);
  expect(made.suite).toBe(SUITE);
  expect(fromBase64url(made.salt)).toHaveLength(32);
  expect(fromBase64url(made.verifier)).toHaveLength(384);
  expect((await newVerifier(given.password)).salt).not.toBe(made.salt);
});

test("another suite, and a key that is no number of the group, are answered by nobody", async () => {
  const old = challenge(first!.serverKey, "SRP6a-1024-SHA1");
  await expect(prove(given.password, old)).rejects.toThrow(ImpostorError);
  const zero = challenge("A".repeat(512));
  expect(numberOf(fromBase64url(zero.serverKey))).toBe(BigInt(0));
  await expect(prove(given.password, zero)).rejects.toThrow(ImpostorError);
});
