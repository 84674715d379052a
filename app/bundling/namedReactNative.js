const EXPORTS = require("babel-plugin-react-native-web/src/moduleMap");

const isReactNative = ({ id, init }) =>
  id.type === "Identifier" &&
  init?.type === "CallExpression" &&
  init.callee.name === "require" &&
  init.arguments[0]?.value === "react-native";

/** X of `react_native_1.X`; null for whatever else is done with it. */
function memberOf({ parentPath }) {
  const { type, computed, property } = parentPath.node;
  return type === "MemberExpression" && !computed ? property.name : null;
}

/**
 * On the web `react_native_1.View`, as TypeScript compiles imports for Node, asks for react-native-web's View
 * alone. babel-plugin-react-native-web does so for what is written as import; of such a module it takes all.
 */
module.exports = ({ types: t }) => {
  const exportOf = (name) =>
    t.memberExpression(
      t.callExpression(t.identifier("require"), [
        t.stringLiteral(`react-native-web/dist/exports/${name}`),
      ]),
      t.identifier("default"),
    );
  const spread = (path) => {
    const { scope } = path;
    const uses = scope.getBinding(path.node.id.name)?.referencePaths ?? [];
    const names = new Set(uses.map(memberOf));
    if (names.has(null)) return;
    const locals = new Map();
    for (const name of names) {
      if (name in EXPORTS) locals.set(name, scope.generateUidIdentifier(name));
    }
    for (const use of uses) {
      const local = locals.get(memberOf(use));
      // What the web does not have is undefined here as there.
      use.parentPath.replaceWith(local ? t.cloneNode(local) : scope.buildUndefinedNode());
    }
    path.replaceWithMultiple(
      [...locals].map(([name, local]) => t.variableDeclarator(local, exportOf(name))),
    );
  };
  return {
    name: "named-react-native",
    visitor: {
      // Before the plugin for react-native-web sees any of it.
      Program: (program) =>
        program.traverse({
          VariableDeclarator: (path) => {
            if (isReactNative(path.node)) spread(path);
          },
        }),
    },
  };
};
