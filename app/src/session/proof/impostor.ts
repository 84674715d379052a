/** The server could not prove that it knows the account, or asks for what is unsafe. */
export class ImpostorError extends Error {
  override readonly name = "ImpostorError";
}
