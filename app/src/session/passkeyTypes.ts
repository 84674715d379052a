/** What passkeys are to the app, on every platform (docs/adr/0020). */
import { type components } from "@/api/generated/user";

type Schemas = components["schemas"];
export type CreatedPasskey = Schemas["CreatedCredential"];
export type SignedPasskey = Schemas["SignedCredential"];

/** The person, or the device, has ended what was asked. */
export class PasskeyCancelled extends Error {
  override readonly name = "PasskeyCancelled";
}

/** This device holds a passkey of the account already. */
export class PasskeyHeld extends Error {
  override readonly name = "PasskeyHeld";
}

/** What the device does; `publicKey` is what the service says to ask it for. */
export interface Passkeys {
  areAvailable(): boolean;
  /** Raises PasskeyCancelled, PasskeyHeld. */
  create(publicKey: object): Promise<CreatedPasskey>;
  /** Raises PasskeyCancelled. */
  sign(publicKey: object): Promise<SignedPasskey>;
}
