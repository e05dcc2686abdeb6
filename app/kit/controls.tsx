import { SpeakerHighIcon } from "@phosphor-icons/react/dist/csr/SpeakerHigh";
import { useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Check } from "#app/ui/check.tsx";
import { CodeField } from "#app/ui/code-field.tsx";
import { CopyField } from "#app/ui/copy-field.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { Field } from "#app/ui/field.tsx";
import { HoldButton } from "#app/ui/hold-button.tsx";
import { IconButton } from "#app/ui/icon-button.tsx";
import { Kbd } from "#app/ui/kbd.tsx";
import { Segmented } from "#app/ui/segmented.tsx";
import { Select } from "#app/ui/select.tsx";
import { Textarea } from "#app/ui/textarea.tsx";
import { useToast } from "#app/ui/toast.tsx";

const sizes = ["touch", "work", "stand"] as const;

function Keys() {
  const t = useWords("kit");
  const tell = useToast();
  const [isOpen, setOpen] = useState(false);
  const [isLoud, setLoud] = useState(true);
  const close = () => setOpen(false);
  return (
    <section className="kit__part">
      <h3>{t("parts.keys")}</h3>
      {sizes.map((size) => (
        <div className="kit__row" key={size}>
          <Button kind="main" size={size}>
            {t("keys.main")}
          </Button>
          <Button size={size}>{t("keys.edge")}</Button>
          <Button kind="plain" size={size}>
            {t("keys.plain")}
          </Button>
          <Button kind="stop" size={size}>
            {t("keys.stop")}
          </Button>
          <Button size={size} disabled>
            {t("keys.off")}
          </Button>
          <Button kind="main" size={size} pending pendingWord={t("keys.pending")}>
            {t("keys.main")}
          </Button>
        </div>
      ))}
      <div className="kit__row">
        <HoldButton kind="stop" holdWord={t("keys.holding")} againWord={t("keys.again")} onHeld={() => tell(t("keys.told"))}>
          {t("keys.hold")}
        </HoldButton>
        <IconButton icon={SpeakerHighIcon} label={t("keys.sound")} pressed={isLoud} onClick={() => setLoud(!isLoud)} />
        <Kbd of="Shift+Escape" />
        <Button onClick={() => setOpen(true)}>{t("keys.open")}</Button>
        <Button onClick={() => tell(t("keys.told"))}>{t("keys.tell")}</Button>
      </div>
      <Dialog
        open={isOpen}
        onClose={close}
        title={t("dialog.title")}
        acts={
          <>
            <Button onClick={close}>{t("dialog.stay")}</Button>
            <Button kind="stop" onClick={close}>
              {t("dialog.end")}
            </Button>
          </>
        }
      >
        <p>{t("dialog.text")}</p>
      </Dialog>
    </section>
  );
}

function Fields({ light }: { light: string }) {
  const t = useWords("kit");
  const name = (one: string) => `${light}-${one}`;
  const places = [
    { value: "online", label: t("fields.online") },
    { value: "milano", label: t("fields.milano") },
  ];
  const levels = (["invited", "confidential", "sealed"] as const).map((value) => ({ value, label: t(`fields.${value}`), disabled: value === "sealed" }));
  return (
    <section className="kit__part">
      <h3>{t("parts.fields")}</h3>
      <div className="kit__two">
        <Field label={t("fields.name")} hint={t("fields.nameHint")} name={name("name")} defaultValue="Ada Moreau" />
        <Field label={t("fields.name")} errors={[t("fields.nameError")]} name={name("wrong")} />
        <Field label={t("fields.name")} name={name("work")} look="work" disabled defaultValue="Ada Moreau" />
        <Select label={t("fields.place")} name={name("place")} choices={places} />
        <Textarea label={t("fields.note")} name={name("note")} />
        <CodeField label={t("fields.code")} name={name("code")} length={8} defaultValue="K7M2P9QX" />
        <CopyField label={t("fields.code")} value="K7M2 P9QX" />
        <Segmented legend={t("fields.level")} name={name("level")} choices={levels} defaultValue="invited" />
        <Check name={name("agree")}>{t("fields.agree")}</Check>
        <Check name={name("agreeNot")} errors={[t("fields.agreeError")]}>
          {t("fields.agree")}
        </Check>
      </div>
    </section>
  );
}

/** What is pressed and what is written in. */
export function Controls({ light }: { light: string }) {
  return (
    <>
      <Keys />
      <Fields light={light} />
    </>
  );
}
