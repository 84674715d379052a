const expo = require("babel-preset-expo");
const lowered = require("babel-preset-expo/build/configs/web");

/**
 * Expo's preset for the web, but for what it writes anew for browsers of before 2021: private names of
 * classes, which TanStack's are full of. Chrome 84, Firefox 90 and Safari 15 know them.
 */
module.exports = (api, options) => {
  const { presets, ...rest } = expo(api, options);
  return { ...rest, presets: presets.filter(([preset]) => preset !== lowered) };
};
