/** Screens over services that answer from a table, as a user sees them. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { configure, render } from "@testing-library/react-native";
import { type ReactElement } from "react";

import { ApiProvider } from "@/api/ApiProvider";
import { createApi } from "@/api/clients";
import { type Credentials } from "@/api/sending";
import { SharedStreams } from "@/api/sharedStreams";
import { AnnouncerProvider, UiProvider } from "@/ui";

/** How long what is looked for may take: a busy machine is no fault of a screen. */
configure({ asyncUtilTimeout: 20_000 });

export interface Asked {
  readonly body: unknown;
  readonly headers: Headers;
  readonly url: URL;
}

type Answer = { readonly status?: number; readonly body?: unknown } | "unreachable" | "silence";
/** By "GET /facility/1"; a function sees what was asked. */
export type Answers = Readonly<Record<string, Answer | ((asked: Asked) => Answer)>>;

const credentials: Credentials = {
  accessToken: () => Promise.resolve("token"),
  renew: () => Promise.resolve(),
};

export function renderScreen(screen: ReactElement, answers: Answers) {
  const asked: string[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const name = `${request.method} ${url.pathname}`;
    asked.push(name);
    const text = request.body === null ? "" : await request.clone().text();
    const isJson = request.headers.get("Content-Type")?.includes("json") ?? false;
    const body: unknown = isJson ? JSON.parse(text) : text;
    return responseOf(answers[name], { body, headers: request.headers, url });
  };
  const api = createApi({ serverUrl: "http://services", credentials, fetch });
  const streams = new SharedStreams("http://services", credentials, () => never());
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: { retry: false, gcTime: Infinity },
      mutations: { retry: false, gcTime: Infinity },
    },
  });
  const view = render(
    <QueryClientProvider client={queryClient}>
      <ApiProvider api={api} streams={streams}>
        <UiProvider language="en">
          <AnnouncerProvider>{screen}</AnnouncerProvider>
        </UiProvider>
      </ApiProvider>
    </QueryClientProvider>,
  );
  return { ...view, asked, queryClient };
}

function responseOf(answer: Answers[string] | undefined, asked: Asked): Promise<Response> {
  const given = typeof answer === "function" ? answer(asked) : answer;
  if (given === "silence") return never();
  if (given === "unreachable") return Promise.reject(new TypeError("Failed to fetch"));
  const { status = 200, body = [] } = given ?? {};
  const type = status < 400 ? "application/json" : "application/problem+json";
  return Promise.resolve(
    new Response(JSON.stringify(body), { status, headers: { "Content-Type": type } }),
  );
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** What a service refuses with. */
export function problem(status: number, code: string, errors: readonly object[] = []) {
  return { status, body: { title: "", status, code, detail: code, errors } };
}
