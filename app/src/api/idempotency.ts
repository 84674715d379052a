/** Names for requests that create something, so that sending them again creates it once. */

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
const LENGTH = 24;

function newKey(): string {
  // Told apart from one's own other requests of a day: not a secret.
  return Array.from({ length: LENGTH }, () => LETTERS[Math.floor(Math.random() * 36)]).join("");
}

/** The key of a body: the same until the body changes, as the services want it. */
export function createIdempotencyKeys(make: () => string = newKey) {
  let last: { body: string; key: string } | null = null;
  return {
    keyOf(body: unknown): string {
      const text = JSON.stringify(body);
      if (last?.body !== text) last = { body: text, key: make() };
      return last.key;
    },
    /** It was created: the same body once more means another one. */
    forget(): void {
      last = null;
    },
  };
}
