const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { getDefaultConfig } = require("expo/metro-config");

const { replacement } = require("./bundling/replacements");

const BUNDLING = path.join(__dirname, "bundling");

/** Metro keeps what it has transformed, and does not see that a step of ours has changed. */
function digestOfSteps() {
  const digest = createHash("sha256");
  for (const name of ["minifier.js", "namedReactNative.js", "webPreset.js"]) {
    digest.update(fs.readFileSync(path.join(BUNDLING, name)));
  }
  return digest.digest("hex");
}

const config = getDefaultConfig(__dirname);
config.cacheVersion = digestOfSteps();
config.transformer.minifierPath = path.join(BUNDLING, "minifier.js");
config.resolver.resolveRequest = (context, name, platform) => {
  const filePath = replacement(name, context.originModulePath, platform);
  return filePath === undefined
    ? context.resolveRequest(context, name, platform)
    : { type: "sourceFile", filePath };
};

module.exports = config;
