/** What every test stands on: phones' own modules, in memory. */
jest.mock("@react-native-async-storage/async-storage", (): object =>
  jest.requireActual("@react-native-async-storage/async-storage/jest/async-storage-mock"),
);

/** Node's own OpenSSL in place of the phone's. */
jest.mock("react-native-quick-crypto", (): object => jest.requireActual("node:crypto"));
