import { BroadcastIcon } from "@phosphor-icons/react/dist/csr/Broadcast";
import { Link } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { BeforeDay } from "#app/studio/before-day.tsx";
import { CityTimes } from "#app/studio/city-times.tsx";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Countdown } from "#app/ui/countdown.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { When } from "#app/ui/when.tsx";
import type { Ability } from "#contracts/abilities.ts";
import type { EventCard } from "#server/events/events.ts";
import type { Readiness } from "#server/events/readiness.ts";

/** An event that runs now, with the way to its desk. */
export function Running({ card: { id, title, codeName, startsAt, zone, phase, guests }, hasDesk }: { card: EventCard; hasDesk: boolean }) {
  const t = useWords("studio");
  return (
    <article className="running">
      <div>
        <PhaseLight phase={phase} />
        <h2>{title || codeName}</h2>
        <p className="soft">
          <When at={startsAt} zone={zone} shape="short" fixed withCity />
          {guests === null ? "" : `, ${t("today.guests", { count: guests })}`}
        </p>
      </div>
      <div className="tools">
        <ButtonLink size="work" to={`/studio/events/${id}/after`}>
          {t("today.numbers")}
        </ButtonLink>
        {hasDesk ? (
          <ButtonLink size="work" kind="main" to={`/studio/events/${id}/desk`}>
            <Icon of={BroadcastIcon} />
            {t("plan.toDesk")}
          </ButtonLink>
        ) : null}
      </div>
    </article>
  );
}

type Props = {
  card: EventCard;
  more: { may: readonly Ability[]; boutiques: readonly { id: string; name: string; city: string; zone: string }[]; place: string | null; readiness: Readiness } | null;
  now: number;
};

/** The next event: how long until it begins, when that is in each city, and what it still needs. */
export function NextEvent({ card, more, now }: Props) {
  const t = useWords("studio");
  const { id, title, codeName, startsAt, zone, phase, level, format } = card;
  return (
    <section className="next" aria-labelledby="next">
      <div className="next__main">
        <p className="soft">{t("today.next")}</p>
        <h2 id="next" className="next__title">
          <Link to={`/studio/events/${id}`}>{title || codeName}</Link>
        </h2>
        <div className="tools">
          <PhaseLight phase={phase} />
          <span className="soft">{t(`level.${level}`)}</span>
          <span className="soft">{t(`format.${format}`)}</span>
        </div>
        <p className="when">
          <When at={startsAt} zone={zone} fixed withCity />
          {more?.place ? <span className="soft block">{more.place}</span> : null}
        </p>
        <div className="next__count">
          <Countdown at={startsAt} nowAtServer={now} label={t("today.until")} zeroWord={t("today.due")} />
          <span className="soft" aria-hidden="true">
            {t("today.until")}
          </span>
        </div>
      </div>
      {more ? (
        <div className="next__cities">
          <CityTimes startsAt={startsAt} zone={zone} boutiques={more.boutiques} />
          <dl className="facts num">
            <div>
              <dt>{t("today.listed")}</dt>
              <dd>{more.readiness.guests.listed}</dd>
            </div>
            <div>
              <dt>{t("today.asked")}</dt>
              <dd>{more.readiness.guests.asked}</dd>
            </div>
            <div>
              <dt>{t("today.opened")}</dt>
              <dd>{more.readiness.guests.opened}</dd>
            </div>
          </dl>
        </div>
      ) : null}
      {more ? <BeforeDay event={{ ...card, may: more.may }} readiness={more.readiness} /> : null}
    </section>
  );
}
