const path = require("node:path");

const file = (name) => path.join(__dirname, name);
const inside = (folder) => `${path.sep}${folder.replaceAll("/", path.sep)}${path.sep}`;

/** On every platform: in which folder's modules, which import, and which file of ours it takes instead. */
const EVERYWHERE = [
  // It refuses to load where there is no Web Crypto: on phones, and on pages of plain HTTP.
  ["tssrp6a", /^\.\/crossEnvCrypto$/, file("../src/session/proof/crossEnvCrypto.ts")],
  ["src/ui/charts", /^d3-shape$/, file("d3Shape.js")],
  ["src/ui/charts", /^d3-array$/, file("d3Array.js")],
];

/** Of the router, by the ends of what its modules import. */
const NOT_USED = [
  "color",
  "createStaticNavigation",
  "experimental-stack",
  "LinkPreviewContext",
  "LinkWithPreview",
  "link-apple-zoom",
  "link-apple-zoom-target",
  "NativeTabTrigger",
  "ScreenFallback",
  "screensFeatureFlags",
  "ServerContainer",
  "stack-utils",
  "stack-utils/toolbar/StackToolbar",
  "standard-navigation",
  "StaticNavigation",
];

/** On the web, where each kilobyte is waited for. */
const ON_THE_WEB = [
  ["react-native-web", /\/Animated\/Animated$/, file("stillAnimated.js")],
  ["react-native-web", /\/modules\/prefixStyles$/, file("prefixed.js")],
  [
    "expo-router/build/react-navigation/bottom-tabs",
    /\/(elements|BottomTabBar)$/,
    file("notDrawn.js"),
  ],
  ["expo-router/build/react-navigation/native-stack", /\/elements$/, file("notDrawn.js")],
  [
    "expo-router/build",
    /\/(views\/)?(Sitemap|ErrorBoundary|Toast|Unmatched)$/,
    file("notDrawn.js"),
  ],
  ["expo-router/build", /\/react-helmet-async\/lib$/, file("notDrawn.js")],
  ["expo-router/build/link", /\/elements$/, file("notUsed.js")],
  ["expo-router/build", new RegExp(`/(${NOT_USED.join("|")})$`), file("notUsed.js")],
];

/** The file that stands for what a module imports; undefined for none. */
exports.replacement = (name, importer, platform) => {
  const known = platform === "web" ? [...EVERYWHERE, ...ON_THE_WEB] : EVERYWHERE;
  return known.find(
    ([folder, asked]) => asked.test(name) && importer.includes(inside(folder)),
  )?.[2];
};
