/**
 * What the router offers and the app never asks for, or what only phones have: link previews, toolbars,
 * native tabs, navigators described at once, screens of the system. Nothing stands for them on the web.
 */
import View from "react-native-web/dist/exports/View";

import { Screen } from "../node_modules/expo-router/build/views/Screen";

const Nothing = () => null;
const Bare = ({ children }) => children;
const itself = (one) => one;

/** Of a stack's options none needs to be read from what is written inside its screens. */
export const appendScreenStackPropsToOptions = itself;
export const mapProtectedScreen = itself;
export const validateStackPresentation = itself;
export const isNativeTabTrigger = () => false;
export const convertTabPropsToOptions = itself;
/** Nothing is previewed, so no transition is stopped for it. */
export const useLinkPreviewContext = () => ({ setOpenPreviewKey: itself });
export const initScreensFeatureFlags = Nothing;

export {
  Bare as LinkPreviewContextProvider,
  Nothing as LinkAppleZoom,
  Nothing as LinkAppleZoomTarget,
  Nothing as LinkMenu,
  Nothing as LinkMenuAction,
  Nothing as LinkPreview,
  Nothing as LinkTrigger,
  Nothing as LinkWithPreview,
  Nothing as StackHeader,
  Nothing as StackSearchBar,
  Nothing as StackTitle,
  Nothing as StackToolbar,
  Screen as StackScreen,
  View as MaybeScreen,
  View as MaybeScreenContainer,
};
