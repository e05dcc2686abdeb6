import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether this screen is alive: false on the server and while hydrating, true ever after. */
export const useHydrated = () => useSyncExternalStore(never, () => true, () => false);
