/**
 * What the React Compiler remembers for a component doubles its code; screens of a few rows do without.
 * Hooks, contexts and the design system keep it: there one render saved saves a screen's.
 */
const isCompiled = (file) => !/node_modules|[\\/]src[\\/](features|app)[\\/]/.test(file);

module.exports = (api) => {
  api.cache(true);
  return { presets: [["babel-preset-expo", { "react-compiler": { sources: isCompiled } }]] };
};
