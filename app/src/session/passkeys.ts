/** On phones the app does not offer passkeys; its page in the phone's browser does. */
import { PasskeyCancelled, type Passkeys } from "./passkeyTypes";

export const passkeys: Passkeys = {
  areAvailable: () => false,
  create: () => Promise.reject(new PasskeyCancelled()),
  sign: () => Promise.reject(new PasskeyCancelled()),
};
