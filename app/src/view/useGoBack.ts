import { useRouter, type Href } from "expo-router";

/** Back to where one came from; from a link straight to a screen, to the one above it. */
export function useGoBack(above: Href): () => void {
  const router = useRouter();
  return () => {
    if (router.canGoBack()) router.back();
    else router.replace(above);
  };
}
