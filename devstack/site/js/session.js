/** Who is signed in: the tokens, kept for this tab only, and their renewal. */
import { json, Problem, request } from "./http.js";

const KEPT_AS = "meriggio.session";
const RENEW_BEFORE_MS = 30_000;

export class Session {
  #tokens = JSON.parse(sessionStorage.getItem(KEPT_AS));
  #renewal = null;

  /** `onEnd` is called when the server no longer accepts the session. */
  constructor(onEnd) {
    this.onEnd = onEnd;
  }

  get isSignedIn() {
    return this.#tokens !== null;
  }

  /** Raises Problem (the same before the email is confirmed) or Unreachable. */
  async signIn(email, password) {
    this.#keep(await post("/user/sign-in", { email, password }));
  }

  /** Forgets the tokens at once; the server is told if it can be reached. */
  async signOut() {
    const { refreshToken } = this.#present();
    this.#forget();
    await request("/user/sign-out", { method: "POST", body: { refreshToken } }).catch(() => {});
  }

  /** An access token that is valid for a while yet. Raises Problem or Unreachable. */
  async accessToken() {
    if (this.#present().renewAt <= Date.now()) await this.renew();
    return this.#present().accessToken;
  }

  /** Trades the refresh token, once for all who ask at the same time. */
  renew() {
    this.#renewal ??= this.#trade().finally(() => (this.#renewal = null));
    return this.#renewal;
  }

  async #trade() {
    const { refreshToken } = this.#present();
    try {
      const tokens = await post("/user/refresh", { refreshToken });
      if (this.isSignedIn) this.#keep(tokens);
    } catch (error) {
      if (error instanceof Problem && error.status === 401 && this.isSignedIn) {
        this.#forget();
        this.onEnd();
      }
      throw error;
    }
  }

  /** Raises Problem for a request that was under way when the user signed out. */
  #present() {
    if (!this.isSignedIn) throw new Problem(401, { code: "unauthenticated" });
    return this.#tokens;
  }

  #keep({ accessToken, refreshToken, expiresInS }) {
    const renewAt = Date.now() + expiresInS * 1000 - RENEW_BEFORE_MS;
    this.#tokens = { accessToken, refreshToken, renewAt };
    sessionStorage.setItem(KEPT_AS, JSON.stringify(this.#tokens));
  }

  #forget() {
    this.#tokens = null;
    sessionStorage.removeItem(KEPT_AS);
  }
}

async function post(path, body) {
  return json(await request(path, { method: "POST", body }));
}
