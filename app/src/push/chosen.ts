/** Whose pushes this device shows: kept, so that its token is registered anew at each start. */
import AsyncStorage from "@react-native-async-storage/async-storage";

const KEPT_AS = "meriggio.pushFor";

export async function isPushChosen(userId: string): Promise<boolean> {
  return (await AsyncStorage.getItem(KEPT_AS)) === userId;
}

export async function choosePush(userId: string | null): Promise<void> {
  if (userId === null) await AsyncStorage.removeItem(KEPT_AS);
  else await AsyncStorage.setItem(KEPT_AS, userId);
}
