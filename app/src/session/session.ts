/** Who is signed in: the tokens, their renewal, and how a session begins and ends. */
import { answer, type SignedOutClient } from "@/api/clients";
import { type components } from "@/api/generated/user";
import { isFailure, Problem } from "@/api/problems";
import { type Credentials } from "@/api/sending";

import { proofs } from "./proof/proofs";
import { type TokenStorage } from "./storage";
import { tokensIn, tokensOf, type Tokens } from "./tokens";

export type SessionState =
  | { readonly status: "restoring" }
  /** `hasEnded`: not by the user; the server no longer accepts the session. */
  | { readonly status: "signed-out"; readonly hasEnded: boolean }
  | { readonly status: "signed-in"; readonly userId: string };

export type TokensAnswer = components["schemas"]["TokensAnswer"];

interface SessionOptions {
  readonly client: SignedOutClient;
  readonly storage: TokenStorage;
  readonly now?: () => number;
}

export class Session implements Credentials {
  private tokens: Tokens | null = null;
  private state: SessionState = { status: "restoring" };
  private renewal: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly now: () => number;

  constructor(private readonly options: SessionOptions) {
    this.now = options.now ?? Date.now;
  }

  /** For useSyncExternalStore. */
  readonly snapshot = (): SessionState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** At the start of the app: the session of last time. Needs no network. */
  async restore(): Promise<void> {
    const kept = await this.options.storage.read().catch(() => null);
    this.take(tokensIn(kept));
  }

  /** Follows other pages of the same browser, until the returned function is called. */
  follow(): () => void {
    return this.options.storage.watch(() => void this.restore());
  }

  /**
   * Proves the password without sending it (NF11). Raises Failure, and ImpostorError for a server that
   * does not have the account's verifier. Never followed by `signInByPassword` by itself: who could
   * make the proof fail would get the password (docs/adr/0019).
   */
  async signInByProof(email: string, password: string): Promise<void> {
    const { client } = this.options;
    const start = client.POST("/user/zero-knowledge/sign-in/start", { body: { email } });
    const [{ prove }, challenge] = await Promise.all([proofs(), answer(start)]);
    const proof = await prove(password, challenge);
    const body = { email, ...proof.body };
    const tokens = await answer(client.POST("/user/zero-knowledge/sign-in/finish", { body }));
    await proof.check(tokens.serverProof);
    await this.begin(tokens);
  }

  /** Sends the password: only when the person says so. Raises Failure. */
  async signInByPassword(email: string, password: string): Promise<void> {
    const body = { email, password };
    await this.begin(await answer(this.options.client.POST("/user/sign-in", { body })));
  }

  /** With what any way of signing in was answered; a passkey's for example. */
  async begin(answered: TokensAnswer): Promise<void> {
    await this.keep(tokensOf(answered, this.now()));
  }

  /** Forgets the tokens at once; the server is told if it can be reached. */
  async signOut(): Promise<void> {
    const refreshToken = this.tokens?.refreshToken;
    await this.forget(false);
    if (refreshToken === undefined) return;
    try {
      await this.options.client.POST("/user/sign-out", { body: { refreshToken } });
    } catch (error) {
      if (!isFailure(error)) throw error;
    }
  }

  async accessToken(): Promise<string | null> {
    if (this.tokens && this.tokens.renewAt <= this.now()) await this.renew();
    return this.tokens?.accessToken ?? null;
  }

  renew(): Promise<void> {
    this.renewal ??= this.options.storage
      .exclusively(() => this.trade())
      .finally(() => (this.renewal = null));
    return this.renewal;
  }

  private async trade(): Promise<void> {
    const before = this.tokens;
    if (!before) return;
    const kept = tokensIn(await this.options.storage.read());
    if (kept && kept.refreshToken !== before.refreshToken) {
      this.take(kept); // another page has traded meanwhile
      return;
    }
    try {
      const body = { refreshToken: before.refreshToken };
      const answered = await answer(this.options.client.POST("/user/refresh", { body }));
      if (this.tokens === before) await this.keep(tokensOf(answered, this.now()));
    } catch (error) {
      const isRefused = error instanceof Problem && error.status === 401;
      if (isRefused && this.tokens === before) await this.forget(true);
      throw error;
    }
  }

  private async keep(tokens: Tokens): Promise<void> {
    this.take(tokens);
    await this.options.storage.write(JSON.stringify(tokens));
  }

  private async forget(hasEnded: boolean): Promise<void> {
    this.take(null, hasEnded);
    await this.options.storage.remove();
  }

  private take(tokens: Tokens | null, hasEnded = false): void {
    this.tokens = tokens;
    const { state } = this;
    if (tokens && state.status === "signed-in" && state.userId === tokens.userId) return;
    if (!tokens && state.status === "signed-out") return;
    this.state = tokens
      ? { status: "signed-in", userId: tokens.userId }
      : { status: "signed-out", hasEnded };
    this.listeners.forEach((listener) => listener());
  }
}
