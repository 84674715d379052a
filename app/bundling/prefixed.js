/**
 * What today's browsers know under their own name only: Safari's. react-native-web brings a prefixer of
 * forty properties, most of them for browsers that cannot run the app.
 */
const OF_WEBKIT = {
  backdropFilter: "WebkitBackdropFilter",
  textSizeAdjust: "WebkitTextSizeAdjust",
  userSelect: "WebkitUserSelect",
};

export default function prefixed(style) {
  for (const name of Object.keys(style)) {
    if (name in OF_WEBKIT) style[OF_WEBKIT[name]] = style[name];
  }
  return style;
}
