// Holds custom resources against their definitions' schemas: a JSON array on standard input, a JSON
// array of { name, error } on standard output. Given to node by --eval, in the folder of the packages.
const KNOWN = {
  "keda.sh/v1alpha1": "@kubernetes-models/keda",
  "monitoring.coreos.com/v1": "@kubernetes-models/prometheus-operator",
  "gateway.networking.k8s.io/v1": "@kubernetes-models/gateway-api",
};

let text = "";
for await (const piece of process.stdin) text += piece;
const wrong = [];
for (const document of JSON.parse(text)) {
  try {
    const models = await import(`${KNOWN[document.apiVersion]}/${document.apiVersion}`);
    new models[document.kind](document).validate();
  } catch (error) {
    wrong.push({ name: `${document.kind}/${document.metadata.name}`, error: String(error.message) });
  }
}
process.stdout.write(JSON.stringify(wrong));
