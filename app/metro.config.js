const path = require("node:path");
const { getDefaultConfig } = require("expo/metro-config");

const config = getDefaultConfig(__dirname);
const OWN_CRYPTO = path.join(__dirname, "src/session/proof/crossEnvCrypto.ts");
const TSSRP6A = `${path.sep}tssrp6a${path.sep}`;

// tssrp6a refuses to load where there is no Web Crypto: on phones, and on pages of plain HTTP.
config.resolver.resolveRequest = (context, name, platform) =>
  name === "./crossEnvCrypto" && context.originModulePath.includes(TSSRP6A)
    ? { type: "sourceFile", filePath: OWN_CRYPTO }
    : context.resolveRequest(context, name, platform);

module.exports = config;
