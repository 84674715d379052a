/**
 * Where tokens lie in a browser, which has no keychain: in the origin's own storage, shared by its
 * pages. The refresh token is worth one use; the page's policy lets no foreign script run.
 */
import { type TokenStorage } from "./storage";

const KEY = "meriggio.session";

export const tokenStorage: TokenStorage = {
  read: () => Promise.resolve(localStorage.getItem(KEY)),
  write: (value) => {
    localStorage.setItem(KEY, value);
    return Promise.resolve();
  },
  remove: () => {
    localStorage.removeItem(KEY);
    return Promise.resolve();
  },
  watch: (onChange) => {
    const listen = ({ key }: StorageEvent) => {
      if (key === KEY || key === null) onChange();
    };
    addEventListener("storage", listen);
    return () => removeEventListener("storage", listen);
  },
  exclusively: (work) => {
    // The types have it always, but it is undefined outside of a secure context.
    const locks = navigator.locks as LockManager | undefined;
    return locks ? locks.request(KEY, work) : work();
  },
};
