"""The labels of a posting's facts, in many languages."""

# ruff: noqa: E501, RUF001 - words of many languages, one language a line

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reactor.language.line_cache import remembered

PLACE, COUNTRY, EMPLOYMENT = "place", "country", "employment"
WORKPLACE, POSTED, UNTIL = "workplace", "posted", "until"

_WORDS = {
    PLACE: r"""
        (?:job|work|office|primary|posting|position|role)?\s?locations? | locations?(?:\(s\))? | where
        | city | based\sin | place\sof\swork | duty\sstation | work\ssite | office
        | standorte? | arbeitsort | einsatzorte? | dienstort | arbeitsplatz | ort
        | affectation | einsatzstelle | dienststelle | lugar\sde\sprestaci[óo]n | arbejdsplads | werkplek
        | lieux?(?:\sde\stravail|\sdu\sposte|\sde\smission)? | localisation | ville
        | ubicaci[óo]n? | lugar(?:\sde\strabajo)? | localidad | localizaci[óo]n | ciudad | població
        | lloc\sde\streball | sede(?:\sdi\slavoro)? | luogo(?:\sdi\slavoro)? | località | città
        | (?:werk)?locatie | standplaats | plaats | plats | ort | arbetsort | stad | placering
        | sted | arbejdssted | arbeidssted | lokation | lokasjon | sijainti | paikkakunta | toimipaikka
        | local(?:\sde\strabalho)? | localização | localidade | cidade | lokalizacja | miejsce\spracy
        | miasto | místo(?:\svýkonu)?(?:\spráce)? | lokalita | pracoviště | miesto\s(?:výkonu\s)?práce
        | munkavégzés\shelye | helyszín | locație | locația | oraș | город | место\sработы | адрес
        | местоположение | локация | місто | місце\sроботи | τοποθεσία | περιοχή | έδρα | konum
        | lokasyon | şehir | çalışma\syeri | الموقع | المكان | المدينة | مكان\sالعمل | מיקום | אזור
        | מקום\sהעבודה | עיר | 勤務地 | 勤務場所 | 就業場所 | 工作地[点點] | 工作城市 | 地点 | 城市
        | 办公地点 | 근무지(?:역)? | 근무\s?위치 | địa\sđiểm(?:\slàm\sviệc)? | lokasi
    """,
    COUNTRY: r"""
        country | state | region | land | bundesland | pays | pa[ií]s | paese | kraj | страна | ülke
        | 国 | 国家 | location\sname
    """,
    EMPLOYMENT: r"""
        (?:employment|job|contract|position|work|time)\stypes? | type\sof\s(?:employment|contract|position)
        | employment(?:\sstatus)? | contract | commitment | employment\sbasis | hours
        | beschäftigungsart | anstellungsart | vertragsart | arbeitszeit(?:modell)? | beschäftigung
        | anstellungsverhältnis | (?:arbeits)?pensum | beschäftigungsgrad | umfang | vertragsform
        | type\sde\s(?:contrat|poste) | contrat | temps\sde\stravail | tipo\sde\s(?:contrato|jornada|empleo)
        | jornada(?:\slaboral)? | contrato | tipus\sde\scontracte | (?:tipo(?:logia)?(?:\sdi)?\s)?contratto
        | orario(?:\sdi\slavoro)? | (?:soort\s)?dienstverband | contracttype | anställningsform
        | omfattning | anställningstyp | ansættelses(?:form|type) | ansettelsesform | stillingstype
        | työsuhde | työaika | työsuhteen\styyppi | tipo\sde\s(?:contratação|vaga) | regime
        | rodzaj\sumowy | typ\sumowy | wymiar\s(?:etatu|pracy) | typ\súvazku | úvazek
        | typ\spracovního\spoměru | foglalkoztatás\s?(?:jellege|típusa) | тип\sзанятости | занятость
        | çalışma\sşekli | نوع\s(?:الوظيفة|العمل|الدوام|العقد) | היקף\sמשרה | סוג\sמשרה | 雇用形態
        | 工作性质 | 工作类型 | 职位类型 | 고용\s?형태 | 채용\s?형태 | τύπος\sαπασχόλησης
    """,
    WORKPLACE: r"""
        workplace(?:\stype)? | work\s(?:mode|model|arrangement|setting|style) | remote(?:\s(?:status|work|type))?
        | location\stype | job\ssetting | arbeitsmodell | arbeitsweise | home\s?-?office | mode\sde\stravail
        | télétravail | modalidad(?:\sde\strabajo)? | modalitat(?:\sde\streball)? | teletrabajo
        | modalità(?:\sdi\slavoro)? | modelo\sde\strabalho | modalidade | tryb\spracy | forma\spráce
        | формат\sработы | çalışma\smodeli | werkvorm | arbetssätt | 働き方 | リモート | 工作方式 | 办公方式
        | 근무\s?방식 | نمط\sالعمل
    """,
    POSTED: r"""
        (?:date\s|job\s)?(?:posted|published)(?:\s?(?:on|date|at))? | post(?:ing|ed)?\sdate
        | publication\sdate | date\sof\spublication | listed(?:\son)? | open(?:ed|ing)\s(?:on|date)
        | veröffentlicht(?:\sam|\sseit)? | veröffentlichungsdatum | online\sseit | erschienen(?:\sam)?
        | eingestellt\sam | publiée?(?:\sle)? | date\sde\spublication | mise?\sen\sligne(?:\sle)?
        | publicad[oa](?:\sel|\sem)? | fecha\sde\spublicación | data\sde\spublicació | pubblicat[oa](?:\sil)?
        | data\sdi\spubblicazione | geplaatst(?:\sop)? | gepubliceerd(?:\sop)? | plaatsingsdatum
        | publicerad(?:es)? | publiceringsdatum | oprettet | publiceret | opslået | publisert | julkaistu
        | data\sde\spublicação | opublikowano | data\spublikacji | dodano | zveřejněno
        | datum\szveřejnění | опубликован[аоы]? | дата\sпубликации | yayın\starihi | ilan\starihi
        | تاريخ\sالنشر | פורסם(?:\sב)? | תאריך\sפרסום | 掲載日 | 公開日 | 发布(?:时间|日期|于)? | 등록일 | 게시일
    """,
    UNTIL: r"""
        (?:application\s)?(?:closing\sdate|deadline) | apply\s(?:by|before) | (?:closes|expires)(?:\son)?
        | expir(?:y|ation)\sdate | end\sdate | valid\s(?:through|until) | bewerbungs(?:frist|schluss)
        | bewerben\sbis | date\slimite(?:\sde\scandidature)? | fecha\s(?:límite|de\scierre) | scadenza
        | sluitingsdatum | sista\sansökningsdag | ansök\ssenast | ansøgningsfrist | søknadsfrist
        | hakuaika\späättyy | prazo | data\slimite | ważn[ea]\sdo | son\sbaşvuru(?:\starihi)?
        | 応募締切 | 締切 | 截止日期 | 마감일
    """,
}
_LABELS = {
    kind: re.compile(rf"(?:{words})", re.IGNORECASE | re.VERBOSE) for kind, words in _WORDS.items()
}
_LABELLED = re.compile(
    r"\s*+(?P<label>[^:：\n]{2,40}?)\s*(?:[:：]|\s[-\u2013\u2014]\s)\s*(?P<value>.*)", re.DOTALL
)
_DATED = re.compile(r"\s*+(?P<label>[^\d:：]{3,40}?)\s*(?P<value>\d.{3,40})")
_DATE = re.compile(
    r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:T[\d:.Z+-]+)?|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?\d{2,4}"
    r"|\d{1,2}\.?(?:st|nd|rd|th|er)?\s(?:de\s)?[^\W\d]{3,}+\.?,?\s(?:de\s)?\d{4}"
    r"|(?<![^\W\d])[^\W\d]{3,}+\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}"
)
_MAX_VALUE = 120


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled fact: its `kind` is one of this module's constants, its `value` as stated."""

    kind: str
    value: str


def labelled_facts(lines: list[str]) -> Iterator[Fact]:
    """Yield the facts in `Label: value` lines, or in a label with its value on the next line."""
    plain = [line.removeprefix("- ").strip(" *|•·") for line in lines]
    for line, following in zip(plain, [*plain[1:], ""], strict=True):
        if len(line) > _MAX_VALUE or not line:
            continue
        if alone := kind_of(line.rstrip(":： ")):
            if following and not kind_of(following.rstrip(":： ")) and len(following) <= _MAX_VALUE:
                yield from _fact(alone, following.lstrip(":： "))
        elif (said := _LABELLED.fullmatch(line)) and (kind := kind_of(said["label"])):
            yield from _fact(kind, said["value"] or following)
        elif ((said := _DATED.fullmatch(line)) and kind_of(said["label"]) in {POSTED, UNTIL}) or (
            said := _PUBLISHED_MONTH.fullmatch(line)
        ):
            yield from _fact(kind_of(said["label"]), said["value"])


_PUBLISHED_MONTH = re.compile(
    r"(?P<label>posted(?:\son)?|published(?:\son)?)\s(?P<value>[A-Z][a-z]{2,}\.?\s\d.*)",
    re.IGNORECASE,
)


@remembered
def kind_of(label: str) -> str:
    """Return the kind of fact that a label announces; `""` for an unknown label."""
    words = label.strip()
    return next((kind for kind, known in _LABELS.items() if known.fullmatch(words)), "")


def _fact(kind: str, value: str) -> Iterator[Fact]:
    if kind in {POSTED, UNTIL}:
        # A relative date such as "3 days ago" holds only on the day of reading.
        if date := _DATE.search(value):
            yield Fact(kind, date[0])
    elif value:
        yield Fact(kind, value.strip())
