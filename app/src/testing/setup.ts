/** What every test stands on: phones' own modules, in memory. */
jest.mock("@react-native-async-storage/async-storage", (): object =>
  jest.requireActual("@react-native-async-storage/async-storage/jest/async-storage-mock"),
);
