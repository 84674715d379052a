/** Passkeys by the browser (WebAuthn), where it reads and writes them as JSON. */
import {
  type CreatedPasskey,
  PasskeyCancelled,
  PasskeyHeld,
  type Passkeys,
  type SignedPasskey,
} from "./passkeyTypes";

// The types have it always, but older browsers and pages of plain HTTP lack all or a part of it.
type MaybeMissing = Partial<typeof PublicKeyCredential> | undefined;

export const passkeys: Passkeys = {
  areAvailable: () => {
    const known = globalThis.PublicKeyCredential as MaybeMissing;
    return typeof known?.parseCreationOptionsFromJSON === "function" && hasName(location.hostname);
  },
  async create(publicKey) {
    // As the service sends it: the type is the specification's.
    const json = publicKey as PublicKeyCredentialCreationOptionsJSON;
    const options = PublicKeyCredential.parseCreationOptionsFromJSON(json);
    const made = await answered(navigator.credentials.create({ publicKey: options }));
    return made.toJSON() as CreatedPasskey;
  },
  async sign(publicKey) {
    const json = publicKey as PublicKeyCredentialRequestOptionsJSON;
    const options = PublicKeyCredential.parseRequestOptionsFromJSON(json);
    const signed = await answered(navigator.credentials.get({ publicKey: options }));
    return signed.toJSON() as SignedPasskey;
  },
};

/** A passkey belongs to a name: browsers make none for a bare address such as 192.168.1.20. */
function hasName(host: string): boolean {
  return !/^[\d.]+$|^\[/.test(host);
}

async function answered(asked: Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const given = await asked;
    if (given instanceof PublicKeyCredential) return given;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    if (error.name === "InvalidStateError") throw new PasskeyHeld();
  }
  throw new PasskeyCancelled();
}
