/**
 * Types of the services' HTTP APIs from their descriptions: src/api/generated/<service>.d.ts.
 * With --check nothing is written; it fails when a file is not what would be written.
 */
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const DESCRIPTIONS = new URL("../../docs/reference/", import.meta.url);
const GENERATED = new URL("../src/api/generated/", import.meta.url);
const NAME = /^openapi-(\w+)\.json$/;

async function main(isCheck) {
  await mkdir(GENERATED, { recursive: true });
  const stale = [];
  for (const file of (await readdir(DESCRIPTIONS)).sort()) {
    const service = NAME.exec(file)?.[1];
    if (!service) continue;
    const wanted = await types(file);
    const target = new URL(`${service}.d.ts`, GENERATED);
    if (wanted === (await readFile(target, "utf8").catch(() => ""))) continue;
    stale.push(service);
    if (!isCheck) await writeFile(target, wanted);
  }
  if (isCheck && stale.length > 0) {
    console.error(`not up to date: ${stale.join(", ")}; npm run api writes them`);
    process.exitCode = 1;
  } else {
    console.log(`types of the API: ${stale.length} written`);
  }
}

async function types(file) {
  const ast = await openapiTS(new URL(file, DESCRIPTIONS), {
    alphabetize: true,
    defaultNonNullable: true,
  });
  return `// Made by "npm run api" from docs/reference/${file}; do not edit.\n${astToString(ast)}`;
}

await main(process.argv.includes("--check"));
