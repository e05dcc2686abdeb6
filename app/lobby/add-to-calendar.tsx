import { CalendarPlusIcon } from "@phosphor-icons/react/dist/csr/CalendarPlus";
import { buttonClass } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";

/** The calendar file, as a plain link: the browser hands it to whatever calendar it knows. */
export function AddToCalendar({ href, word }: { href: string; word: string }) {
  return (
    <a className={buttonClass({ kind: "edge" })} href={href} download>
      <Icon of={CalendarPlusIcon} /> {word}
    </a>
  );
}
