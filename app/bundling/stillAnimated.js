/**
 * React Native's Animated where nothing moves: what is to move is at once where it ends. In a browser the
 * app animates nothing; libraries load Animated, with every kind of list, for what they would animate.
 */
import Image from "react-native-web/dist/exports/Image";
import ScrollView from "react-native-web/dist/exports/ScrollView";
import Text from "react-native-web/dist/exports/Text";
import View from "react-native-web/dist/exports/View";

class Value {
  constructor(value) {
    this.value = value;
  }
  setValue(value) {
    this.value = value;
  }
  interpolate() {
    return this;
  }
  addListener() {
    return "";
  }
  removeListener() {}
  stopAnimation() {}
  __getValue() {
    return this.value;
  }
}

const atOnce = (value, { toValue }) => ({
  start(onEnd) {
    value.setValue(toValue);
    onEnd?.({ finished: true });
  },
  stop() {},
});

const together = (animations) => ({
  start(onEnd) {
    for (const animation of animations) animation.start();
    onEnd?.({ finished: true });
  },
  stop() {},
});

export default {
  Image,
  ScrollView,
  Text,
  View,
  Value,
  timing: atOnce,
  spring: atOnce,
  parallel: together,
  sequence: together,
  add: (one) => one,
  event: () => () => undefined,
  createAnimatedComponent: (component) => component,
};
