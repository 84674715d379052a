/** Where tokens lie on a phone: the system's keychain or keystore, on this device only. */
import * as SecureStore from "expo-secure-store";

export interface TokenStorage {
  read(): Promise<string | null>;
  write(value: string): Promise<void>;
  remove(): Promise<void>;
  /** Calls when another page of the same browser signs in or out. */
  watch(onChange: () => void): () => void;
  /** Runs one at a time among all pages of the same browser. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

const KEY = "meriggio.session";
const OPTIONS = { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY };

export const tokenStorage: TokenStorage = {
  read: () => SecureStore.getItemAsync(KEY, OPTIONS),
  write: (value) => SecureStore.setItemAsync(KEY, value, OPTIONS),
  remove: () => SecureStore.deleteItemAsync(KEY, OPTIONS),
  watch: () => () => undefined,
  exclusively: (work) => work(),
};
