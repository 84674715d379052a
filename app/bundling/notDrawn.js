/**
 * What the router would draw, where the app draws its own: headers, the tab bar, the page's head, the list of
 * routes, faults. Its navigators keep deciding what is shown; these are the plain boxes that they show it in.
 */
import { createContext } from "react";
import StyleSheet from "react-native-web/dist/exports/StyleSheet";
import View from "react-native-web/dist/exports/View";

const Nothing = () => null;
const Bare = ({ children }) => children;

export function SafeAreaProviderCompat({ children, style }) {
  return <View style={[styles.whole, style]}>{children}</View>;
}
SafeAreaProviderCompat.initialMetrics = {
  frame: { x: 0, y: 0, width: 0, height: 0 },
  insets: { top: 0, left: 0, right: 0, bottom: 0 },
};

/** Hidden from readers while another one is in front. */
export function Screen({ focused, style, children }) {
  return (
    <View aria-hidden={!focused} style={[styles.whole, style]}>
      <View style={styles.whole}>{children}</View>
    </View>
  );
}

const styles = StyleSheet.create({ whole: { flex: 1 } });

export const HeaderBackContext = createContext(undefined);
export const getHeaderTitle = ({ title }, routeName) => title ?? routeName;
export const getTabBarHeight = () => 0;
export const useHeaderHeight = () => 0;

export {
  Bare as HelmetProvider,
  Nothing as BottomTabBar,
  Nothing as ErrorBoundary,
  Nothing as Header,
  Nothing as HeaderBackButton,
  Nothing as Helmet,
  Nothing as Sitemap,
  Nothing as Toast,
  Bare as ToastWrapper,
  Nothing as Unmatched,
};
