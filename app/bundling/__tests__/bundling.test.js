const fs = require("node:fs");
const path = require("node:path");

const { transformSync } = require("@babel/core");

const namedReactNative = require("../namedReactNative");
const { replacement } = require("../replacements");

const ROUTER = path.join(path.dirname(require.resolve("expo-router/package.json")), "build");

function transformed(code) {
  const options = { configFile: false, babelrc: false, plugins: [namedReactNative] };
  return transformSync(code, options).code;
}

test("of react-native-web a compiled module takes what it uses", () => {
  const code = transformed(
    'const react_native_1 = require("react-native"); use(react_native_1.View, react_native_1.Nowhere);',
  );
  expect(code).toContain('require("react-native-web/dist/exports/View").default');
  expect(code).toContain("void 0");
  expect(code).not.toContain('"react-native"');
});

test("a module that hands it on keeps all of it", () => {
  const code = 'const react_native_1 = require("react-native"); use(react_native_1);';
  expect(transformed(code)).toContain('require("react-native")');
});

test.each([
  ["react-navigation/native-stack/views/NativeStackView.js", "elements_1"],
  ["react-navigation/bottom-tabs/views/BottomTabView.js", "elements_1"],
  ["react-navigation/bottom-tabs/views/BottomTabView.js", "BottomTabBar_1"],
  ["head/ExpoHead.js", "lib_1"],
  ["views/EmptyRoute.js", "Toast_1"],
  ["views/RootUnmatched.js", "Unmatched_1"],
  ["layouts/StackClient.js", "stack_utils_1"],
  ["layouts/StackClient.js", "LinkPreviewContext_1"],
  ["layouts/Stack.web.js", "stack_utils_1"],
  ["layouts/withLayoutContext.js", "NativeTabTrigger_1"],
  ["link/Link.js", "elements_1"],
  ["link/Link.js", "link_apple_zoom_1"],
  ["link/ExpoLink.js", "LinkWithPreview_1"],
  ["react-navigation/bottom-tabs/views/BottomTabView.js", "ScreenFallback_1"],
  ["ExpoRoot.js", "LinkPreviewContext_1"],
  ["ExpoRoot.js", "screensFeatureFlags_1"],
])("what %s takes of %s is there without being drawn", (file, module) => {
  const importer = path.join(ROUTER, file);
  const source = fs.readFileSync(importer, "utf8");
  const taken = [...source.matchAll(new RegExp(`${module}\\.(\\w+)`, "g"))].map(([, name]) => name);
  const [, asked] = new RegExp(`${module} = .*require\\("([^"]+)"\\)`).exec(source);
  const ours = fs.readFileSync(replacement(asked, importer, "web"), "utf8");
  expect(taken).not.toHaveLength(0);
  for (const name of taken) expect(ours).toMatch(new RegExp(`(const|function|as) ${name}\\b`));
});

test("what is replaced in a browser is the library's own on phones", () => {
  const importer = path.join(ROUTER, "react-navigation/native-stack/views/NativeStackView.js");
  expect(replacement("../../elements", importer, "web")).toMatch(/notDrawn\.js$/);
  expect(replacement("../../elements", importer, "android")).toBeUndefined();
});
