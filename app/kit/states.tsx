import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Cloth } from "#app/ui/cloth.tsx";
import { Curtain } from "#app/ui/curtain.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** The states that every screen owes: empty, on its way, lost, refused, and under the curtain. */
export function States() {
  const t = useWords("kit");
  return (
    <>
      <section className="kit__part">
        <h3>{t("parts.states")}</h3>
        <div className="kit__two">
          <Empty title={t("states.empty")} act={<Button>{t("states.emptyAct")}</Button>}>
            {t("states.emptyText")}
          </Empty>
          <Empty title={t("states.loading")}>…</Empty>
          <Notice tone="wait" title={t("states.lost")}>
            {t("states.lostText")}
          </Notice>
          <Notice tone="stop" title={t("states.refused")}>
            {t("states.refusedText")}
          </Notice>
        </div>
      </section>
      <section className="kit__part">
        <h3>{t("parts.cloth")}</h3>
        <div className="kit__two">
          <div className="kit__box">
            <Cloth />
          </div>
          <div className="kit__box">
            <Curtain isDown isHere title={t("curtain.title")}>
              <p>{t("curtain.text")}</p>
            </Curtain>
          </div>
        </div>
      </section>
    </>
  );
}
