const namedReactNative = require("./bundling/namedReactNative");
const requiredImports = require("./bundling/requiredImports");
const webPreset = require("./bundling/webPreset");

/**
 * What the React Compiler remembers for a component doubles its code; screens of a few rows and the boxes they
 * are made of do without: what is written between their tags is new with every render anyway. Hooks, contexts
 * and charts keep it: there one render saved saves a screen's, or a drawing.
 */
const PLAIN =
  /[\\/](node_modules|src[\\/](app|features|live[\\/]components|ui[\\/](?!charts|ink|theme)))/;
const isCompiled = (file) => !PLAIN.test(file);

module.exports = (api) => {
  const platform = api.caller((caller) => caller?.platform);
  const isTested = api.env("test");
  return {
    plugins: isTested ? [requiredImports] : [],
    presets: [
      [
        platform === "web" ? webPreset : "babel-preset-expo",
        { "react-compiler": { sources: isCompiled } },
      ],
    ],
    overrides:
      platform === "web"
        ? [{ test: /[\\/]node_modules[\\/]expo-router[\\/]/, plugins: [namedReactNative] }]
        : [],
  };
};
