/** In place of the router: `jest.mock("expo-router", ...)`. */
export const router = {
  push: jest.fn(),
  replace: jest.fn(),
  dismissTo: jest.fn(),
  back: jest.fn(),
  canGoBack: () => true,
};

export const useRouter = () => router;
export const useIsFocused = () => true;
