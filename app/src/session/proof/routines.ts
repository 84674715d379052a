/**
 * SRP-6a of RFC 5054 with its group of 3072 bits and SHA-256. Where that leaves the proofs open these
 * are RFC 2945's: K = H(S), M1 over all that was said (docs/adr/0019, services/user/README.md).
 */
import { SRPParameters, SRPRoutines } from "tssrp6a";

import { bytesOf, numberOf, utf8 } from "./bytes";
import { crossEnvCrypto } from "./crossEnvCrypto";

export const HASH_BYTES = 32;
export const SALT_BYTES = 32;
export const GROUP_BYTES = 384;

const GROUP = {
  g: BigInt(5),
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

export class Routines extends SRPRoutines {
  constructor() {
    super(new SRPParameters(GROUP, crossEnvCrypto.hashFunctions.SHA256));
  }

  override computeIdentityHash(identity: string, password: string) {
    return this.hash(utf8(`${identity}:${password}`).buffer);
  }

  override async computeXStep2(salt: bigint, identityHash: ArrayBuffer) {
    return this.hashed(bytesOf(salt, SALT_BYTES), new Uint8Array(identityHash));
  }

  override async computeX(identity: string, salt: bigint, password: string) {
    return this.computeXStep2(salt, await this.computeIdentityHash(identity, password));
  }

  override async computeClientEvidence(
    identity: string,
    salt: bigint,
    clientKey: bigint,
    serverKey: bigint,
    secret: bigint,
  ) {
    const group = (await this.hashed(bytesOf(GROUP.N))) ^ (await this.hashed(bytesOf(GROUP.g)));
    return this.hashed(
      bytesOf(group),
      bytesOf(await this.hashed(utf8(identity)), HASH_BYTES),
      bytesOf(salt, SALT_BYTES),
      bytesOf(clientKey),
      bytesOf(serverKey),
      bytesOf(await this.hashed(bytesOf(secret)), HASH_BYTES),
    );
  }

  override async computeServerEvidence(clientKey: bigint, clientProof: bigint, secret: bigint) {
    const key = bytesOf(await this.hashed(bytesOf(secret)), HASH_BYTES);
    return this.hashed(bytesOf(clientKey), bytesOf(clientProof, HASH_BYTES), key);
  }

  private async hashed(...parts: Uint8Array<ArrayBuffer>[]): Promise<bigint> {
    return numberOf(new Uint8Array(await this.hash(...parts.map((part) => part.buffer))));
  }
}
