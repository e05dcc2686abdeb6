import { useEffect, useLayoutEffect } from "react";

/** An effect before the browser paints; the house, which draws no picture, has no layout to be before. */
export const useBeforePaint = typeof document === "undefined" ? useEffect : useLayoutEffect;
