/** What screens take from the router and the session; for `jest.mock`. */
export const router = {
  push: jest.fn(),
  replace: jest.fn(),
  back: jest.fn(),
  canGoBack: () => true,
};

export const ME = "7b6f2c1e-1111-4000-8000-000000000001";

export const expoRouter = { useRouter: () => router, useIsFocused: () => true };

export const sessionProvider = {
  useSessionState: () => ({ status: "signed-in", userId: ME }),
};
