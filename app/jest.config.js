/** Packages that ship modules which Node does not take as they are. */
const TRANSFORMED = [
  "(jest-)?react-native",
  "@react-native(-community)?",
  "expo",
  "@expo",
  "react-navigation",
  "@react-navigation",
  "standard-navigation",
  "d3-.*",
  "internmap",
  "openapi-fetch",
  "@noble",
  "tssrp6a",
];

module.exports = {
  preset: "jest-expo",
  testTimeout: 60_000,
  testPathIgnorePatterns: ["/node_modules/", "/web/"],
  moduleNameMapper: {
    // As metro.config.js does.
    "^\\./crossEnvCrypto$": "<rootDir>/src/session/proof/crossEnvCrypto.ts",
    "^@/(.*)$": "<rootDir>/src/$1",
    "^@assets/(.*)$": "<rootDir>/assets/$1",
  },
  transform: { "\\.mjs$": "babel-jest" },
  transformIgnorePatterns: [
    `/node_modules/(?!(${TRANSFORMED.join("|")}))`,
    "/node_modules/react-native-reanimated/plugin/",
    "/node_modules/@react-native/babel-preset/",
  ],
  setupFiles: ["<rootDir>/src/testing/setup.ts"],
  reporters: ["default", "<rootDir>/scripts/lastLine.js"],
  clearMocks: true,
};
