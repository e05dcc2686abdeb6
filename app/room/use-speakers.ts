import { useEffect, useState } from "react";

/** Only these browsers tell a page of loudspeakers before it has asked for a microphone. */
const tellsOfSpeakers = (): boolean => {
  const { userAgentData } = navigator as Navigator & { userAgentData?: { brands?: readonly { brand: string }[] } };
  return userAgentData?.brands?.some(({ brand }) => brand === "Chromium") ?? false;
};

/** Whether this device has something to sound with, as far as the browser tells; true where it does not. */
export function useSpeakers(): boolean {
  const [isThere, setThere] = useState(true);
  useEffect(() => {
    const { mediaDevices } = navigator;
    if (!mediaDevices?.enumerateDevices || !tellsOfSpeakers()) return;
    const look = () =>
      mediaDevices.enumerateDevices().then(
        (devices) => setThere(devices.some(({ kind }) => kind === "audiooutput")),
        () => {},
      );
    void look();
    mediaDevices.addEventListener("devicechange", look);
    return () => mediaDevices.removeEventListener("devicechange", look);
  }, []);
  return isThere;
}
