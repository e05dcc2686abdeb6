import { MagnifyingGlassIcon } from "@phosphor-icons/react/dist/csr/MagnifyingGlass";
import { lazy, Suspense, useEffect, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Check } from "#app/ui/check.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import { Icon } from "#app/ui/icon.tsx";
import { Kbd, useKeyNames } from "#app/ui/kbd.tsx";
import { useKeys, useKeysWanted } from "#app/ui/keys.ts";
import type { HouseAbility } from "#contracts/abilities.ts";

const PaletteList = lazy(async () => ({ default: (await import("#app/studio/palette-list.tsx")).PaletteList }));

/** Every key of the studio, with its word under `shortcuts.`; those of lists work on a list alone. */
const keys = [
  ["Control+k", "palette"],
  ["?", "list"],
  ["/", "find"],
  [" ", "choose"],
  ["Shift+ArrowDown", "extend"],
  ["Control+a", "everybody"],
  ["Escape", "leave"],
] as const;

/** Going anywhere by its name: the way in by a press or Ctrl K, and the list of the studio's keys. Nothing where there is no script. */
export function Palette({ may }: { may: readonly HouseAbility[] }) {
  const t = useWords("studio");
  const called = useKeyNames();
  const isAlive = useHydrated();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const [isKeyed, setKeyed] = useKeysWanted();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (document.querySelector("dialog[open]:not([data-palette] *)") && !document.querySelector("[data-palette]")) return; // what asks is answered first
      event.preventDefault();
      setOpen((now) => (now === "palette" ? null : "palette"));
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  useKeys({ "?": () => setOpen("keys"), "/": () => document.querySelector<HTMLInputElement>("main input[type=search]")?.focus() }, isKeyed);
  const key = (
    <>
      <Icon of={MagnifyingGlassIcon} />
      <span>{t("palette.open")}</span>
      <Kbd of="Control+k" />
    </>
  );
  // Its place is kept: nothing of the rail moves as the page comes alive.
  if (!isAlive)
    return (
      <div className="rail__find invisible" aria-hidden="true">
        {key}
      </div>
    );
  return (
    <>
      <button type="button" className="rail__find" onClick={() => setOpen("palette")}>
        {key}
      </button>
      <Dialog open={open === "palette"} onClose={() => setOpen(null)} title={t("palette.title")}>
        <div data-palette="">
          <Suspense fallback={<p className="soft">{t("palette.coming")}</p>}>
            <PaletteList may={may} onGone={() => setOpen(null)} onKeys={() => setOpen("keys")} />
          </Suspense>
        </div>
      </Dialog>
      <Dialog
        open={open === "keys"}
        onClose={() => setOpen(null)}
        title={t("shortcuts.title")}
        acts={
          <Button size="work" onClick={() => setOpen(null)}>
            {t("shortcuts.close")}
          </Button>
        }
      >
        <dl className="keylist">
          {keys.map(([key, what]) => (
            <div key={what}>
              <dt>
                <Kbd of={key} />
                <span className="vh">{called(key)}</span>
              </dt>
              <dd>{t(`shortcuts.${what}`)}</dd>
            </div>
          ))}
        </dl>
        <p className="soft my-4">{t("shortcuts.desk")}</p>
        <Check checked={isKeyed} onChange={(event) => setKeyed(event.target.checked)}>
          {t("shortcuts.wanted")}
        </Check>
      </Dialog>
    </>
  );
}
