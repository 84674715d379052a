// Does what the lines on standard input ask for, each a JSON object, and answers each with a line.
import readline from "node:readline";
import { newVerifier, prove, Routines } from "./zero_knowledge.js";

/** A client whose private key the test chose. */
class ChosenKey extends Routines {
  constructor(privateKey) {
    super();
    this.privateKey = privateKey;
  }

  generatePrivateValue() {
    return BigInt(`0x${this.privateKey}`);
  }
}

const tasks = {
  async signUp({ url, email, password }) {
    const answer = await post(`${url}/user/zero-knowledge/sign-up`, {
      email,
      ...(await newVerifier(password)),
    });
    return { status: answer.status, ...(await answer.json()) };
  },

  async signIn({ url, email, password }) {
    const started = await post(`${url}/user/zero-knowledge/sign-in/start`, { email });
    const { body, check } = await prove(password, await started.json());
    const finished = await post(`${url}/user/zero-knowledge/sign-in/finish`, { email, ...body });
    const answer = await finished.json();
    if (!finished.ok) return { status: finished.status, code: answer.code };
    await check(answer.serverProof);
    return { status: finished.status, tokens: answer };
  },

  async prove({ password, challenge, privateKey }) {
    const { body } = await prove(password, challenge, new ChosenKey(privateKey));
    return body;
  },

  async believes({ password, challenge, privateKey, serverProof }) {
    const { check } = await prove(password, challenge, new ChosenKey(privateKey));
    return check(serverProof).then(
      () => ({ believed: true }),
      () => ({ believed: false }),
    );
  },
};

function post(url, body) {
  const headers = { "content-type": "application/json" };
  return fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { task, ...given } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await tasks[task](given))}\n`);
}
