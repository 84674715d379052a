// The client's part of zero-knowledge sign-in: SRP-6a (RFC 5054, group of 3072 bits, SHA-256) over
// a stretched password. Needs Web Crypto and BigInt, as browsers, Node and React Native with
// react-native-quick-crypto have them. Before making a verifier, apply the password policy: the
// server cannot.
import * as library from "tssrp6a";

// A CommonJS module: Node puts all of it into `default`, bundlers do not.
const { SRPClientSession, SRPParameters, SRPRoutines } = library.default ?? library;

export const SUITE = "SRP6a-3072-SHA256-PBKDF2-600000";
const ROUNDS = 600_000;
const IDENTITY = "meriggio";
const HASH_BYTES = 32;
const SALT_BYTES = 32;
const GROUP_BYTES = 384;
const GROUP = {
  g: 5n,
  N: BigInt(
    "0xffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b" +
      "22514a08798e3404ddef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7e" +
      "c6f44c42e9a637ed6b0bff5cb6f406b7edee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b" +
      "3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552" +
      "bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3be39e772c180e86" +
      "039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa05" +
      "1015728e5a8aaac42dad33170d04507a33a85521abdf1cba64ecfb850458dbef0a8aea71575d060c" +
      "7db3970f85a6e1e4c7abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a08" +
      "64d87602733ec86a64521f2b18177b200cbbe117577a615d6c770988c0bad946e208e24fa074e5ab" +
      "3143db5bfce0fd108e4b82d120a93ad2caffffffffffffffff",
  ),
};

/** What to send when signing up or choosing another password: `{suite, salt, verifier}`. */
export async function newVerifier(password) {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const stretched = await stretch(password, salt);
  const routines = new Routines();
  const value = routines.computeVerifier(
    await routines.computeX(IDENTITY, numberOf(salt), stretched),
  );
  return { suite: SUITE, salt: base64url(salt), verifier: base64url(bytesOf(value, GROUP_BYTES)) };
}

/**
 * The answer to a challenge: what to send, and `check(serverProof)`, which throws unless the server
 * has the verifier. Use no token of an answer that was not checked.
 */
export async function prove(password, challenge, routines = new Routines()) {
  if (challenge.suite !== SUITE) throw new Error(`unknown suite ${challenge.suite}`);
  const salt = fromBase64url(challenge.salt);
  const serverKey = numberOf(fromBase64url(challenge.serverKey));
  if (!routines.isValidPublicValue(serverKey)) throw new Error("the server's key is none");
  const session = await new SRPClientSession(routines).step1(
    IDENTITY,
    await stretch(password, salt),
  );
  const proved = await session.step2(numberOf(salt), serverKey);
  return {
    body: {
      challengeId: challenge.challengeId,
      clientKey: base64url(bytesOf(proved.A, GROUP_BYTES)),
      clientProof: base64url(bytesOf(proved.M1, HASH_BYTES)),
    },
    check: (serverProof) => proved.step3(numberOf(fromBase64url(serverProof))),
  };
}

/** Where RFC 5054 leaves the proofs open these are RFC 2945's: K = H(S), M1 over all that was said. */
export class Routines extends SRPRoutines {
  constructor() {
    super(new SRPParameters(GROUP, SRPParameters.H.SHA256));
  }

  computeIdentityHash(identity, password) {
    return this.hash(utf8(`${identity}:${password}`));
  }

  async computeXStep2(salt, identityHash) {
    return numberOf(await this.hash(bytesOf(salt, SALT_BYTES), identityHash));
  }

  async computeX(identity, salt, password) {
    return this.computeXStep2(salt, await this.computeIdentityHash(identity, password));
  }

  async computeClientEvidence(identity, salt, A, B, S) {
    const [prime, generator] = [await this.hash(bytesOf(GROUP.N)), await this.hash(bytesOf(GROUP.g))];
    const group = bytesOf(numberOf(prime) ^ numberOf(generator));
    const who = await this.hash(utf8(identity));
    const key = await this.hash(bytesOf(S));
    const saltBytes = bytesOf(salt, SALT_BYTES);
    return numberOf(await this.hash(group, who, saltBytes, bytesOf(A), bytesOf(B), key));
  }

  async computeServerEvidence(A, M1, S) {
    const key = await this.hash(bytesOf(S));
    return numberOf(await this.hash(bytesOf(A), bytesOf(M1, HASH_BYTES), key));
  }
}

/** A stolen verifier is as hard to guess from as this is slow. */
async function stretch(password, salt) {
  const material = utf8(password.normalize("NFKC"));
  const key = await crypto.subtle.importKey("raw", material, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return base64url(new Uint8Array(await crypto.subtle.deriveBits(how, key, HASH_BYTES * 8)));
}

function utf8(text) {
  return new TextEncoder().encode(text);
}

function numberOf(bytes) {
  const hex = Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0"));
  return BigInt(`0x${hex.join("")}`);
}

/** Big-endian, of that many bytes, or of as few as the number needs. */
function bytesOf(number, byteCount = 0) {
  const digits = number.toString(16);
  const hex = digits.padStart(Math.max(digits.length + (digits.length % 2), byteCount * 2), "0");
  return Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
}

function base64url(bytes) {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64url(text) {
  const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(bytes, (character) => character.charCodeAt(0));
}
