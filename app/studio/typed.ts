interface Typed {
  path: string;
  action: string;
  fields: [name: string, value: string][];
  isKept: boolean;
}

/** In this page's memory alone: what is written in the studio is written down nowhere else. */
let last: Typed | null = null;

const writable = (form: HTMLFormElement) =>
  [...form.elements].filter(
    (one): one is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement =>
      one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement || (one instanceof HTMLInputElement && !["password", "file", "hidden", "submit", "button"].includes(one.type)),
  );

/** Remembers what a form carries when it is sent, passwords and files left out. */
export function rememberTyped(event: Event): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  const fields = writable(form).flatMap((one): [string, string][] =>
    one.name && (!(one instanceof HTMLInputElement) || !["radio", "checkbox"].includes(one.type) || one.checked) ? [[one.name, one.value]] : [],
  );
  last = { path: location.pathname, action: form.getAttribute("action") ?? "", fields, isKept: false };
}

/** Says that the form sent last was sent away from, to be written again when its page comes back. */
export function keepWhatWasTyped(): void {
  if (last) last.isKept = true;
}

function write(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, value: string): void {
  if (field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type)) {
    if (field.value === value && !field.checked) field.click();
    return;
  }
  // React looks at the setter of the element itself; the one of its kind is past it, so that the page hears of the change.
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : field instanceof HTMLSelectElement ? HTMLSelectElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(kind.prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Writes again what had been typed before somebody was asked to prove themselves; true when something was. */
export function writeAgain(): boolean {
  const typed = last;
  if (!typed?.isKept || typed.path !== location.pathname) return false;
  last = null;
  const form = [...document.querySelectorAll<HTMLFormElement>("main form")].find((one) => (one.getAttribute("action") ?? "") === typed.action && writable(one).length > 0);
  if (!form) return false;
  for (const field of writable(form)) for (const [name, value] of typed.fields) if (field.name === name && (field.value !== value || field instanceof HTMLInputElement)) write(field, value);
  return true;
}
