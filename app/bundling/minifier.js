const minify = require("metro-minify-terser");

/** How often letters are in names of minified code; terser's own order where it knows nothing better. */
const FIRST = "etnrisouaflchpdvmgybwESxTNCkLAOM_DPHBjFIqRUzWXV$JKQGYZ";
const LATER = `${FIRST}0516372984`;

function nameOf(index) {
  let name = FIRST[index % FIRST.length];
  for (
    let rest = Math.floor(index / FIRST.length);
    rest > 0;
    rest = Math.floor(rest / LATER.length)
  ) {
    rest -= 1;
    name += LATER[rest % LATER.length];
  }
  return name;
}

/**
 * Terser, with the same short names in the same order in every module. Left alone it gives each module the
 * names that its own letters favour, and what all modules have in common no longer looks alike to gzip.
 * Metro keeps back the letters of a module's own parameters; terser knows them as well, and where they are used.
 */
module.exports = (options) =>
  minify({
    ...options,
    reserved: [],
    config: {
      ...options.config,
      ecma: 2020,
      compress: { ...options.config.compress, ecma: 2020, passes: 3 },
      mangle: { ...options.config.mangle, nth_identifier: { get: nameOf } },
    },
  });
