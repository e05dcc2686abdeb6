import { createContext } from "react";

/** The nonce of this document's scripts; undefined in development. */
export const Nonce = createContext<string | undefined>(undefined);
