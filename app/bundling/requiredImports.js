/** In tests `import()` is a promise of `require()`: Jest knows the other only with a flag of Node's. */
module.exports = ({ template }) => {
  const promised = template.expression("Promise.resolve().then(() => require(SOURCE))");
  const replace = (path, source) => path.replaceWith(promised({ SOURCE: source }));
  return {
    name: "required-imports",
    visitor: {
      ImportExpression: (path) => replace(path, path.node.source),
      Import: ({ parentPath }) => replace(parentPath, parentPath.node.arguments[0]),
    },
  };
};
