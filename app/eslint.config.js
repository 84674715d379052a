const expo = require("eslint-config-expo/flat");
const { defineConfig, globalIgnores } = require("eslint/config");
const typescript = require("typescript-eslint");

/** Rooms that know nothing of the rooms named. */
function mayNotImport(room, patterns, message) {
  return {
    files: [`src/${room}/**`],
    rules: { "no-restricted-imports": ["error", { patterns: [{ group: patterns, message }] }] },
  };
}

module.exports = defineConfig([
  globalIgnores(["web/", "dist/", ".expo/", "ios/", "android/", "src/api/generated/"]),
  expo,
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [typescript.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      "max-lines": ["error", { max: 300 }],
      "max-lines-per-function": ["error", { max: 60, skipComments: true }],
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "as" }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false } },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "no-console": "error",
      "import/no-named-as-default-member": "off", // fc.property is how its own pages write it
    },
  },
  {
    files: ["**/__tests__/**", "**/*.test.*", "src/testing/**"],
    rules: {
      "max-lines-per-function": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    files: ["scripts/**", "bundling/**", "*.js"],
    languageOptions: {
      globals: {
        process: "readonly",
        __dirname: "readonly",
        require: "readonly",
        module: "readonly",
        exports: "readonly",
      },
    },
  },
  {
    files: ["bundling/__tests__/**"],
    languageOptions: { globals: { test: "readonly", expect: "readonly" } },
  },
  mayNotImport("ui", ["@/api/*", "@/session/*", "@/features/*", "expo-router"], "ui knows no API"),
  mayNotImport("formats", ["@/*"], "formats stand alone"),
  mayNotImport("api", ["@/features/*", "@/ui/*", "expo-router"], "the API knows no screens"),
  mayNotImport(
    "session",
    ["@/features/*", "@/ui/*", "expo-router"],
    "the session knows no screens",
  ),
  mayNotImport(
    "features",
    ["../../../*", "@/features/*", "@/app/*"],
    "a feature knows no other feature: what two need moves to ui, api or formats",
  ),
]);
