/** Where a tap leads, of what a push brought along. */

const OURS = /^\/communities\/[\w-]+\/episodes\/[\w-]+$/;
const ELSEWHERE = "/inbox";

/** The path of the data of a push (`path`); the inbox where there is none, or it is not ours. */
export function pathOf(data: unknown): string {
  const path = valueOf(data, "path");
  return typeof path === "string" && OURS.test(path) ? path : ELSEWHERE;
}

function valueOf(data: unknown, name: string): unknown {
  if (typeof data !== "object" || data === null) return undefined;
  return (data as Readonly<Record<string, unknown>>)[name];
}
