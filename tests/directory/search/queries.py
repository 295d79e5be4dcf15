"""What people type, in seven classes, with what would be right: concepts, a town by number, a language.

A line reads: query | concepts | town | language | wish. `{}` in a query stands for the town's name. Written
before the search was tuned; the rule of relevance knows the concepts of the generator and nothing of the
analyser.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lotsen.directory.domain import Capacity, Cost
from tests.directory.search.services import Made, towns

CLASSES = {
    "exact": """
Hebamme|midwife family_midwife
Familienhebamme|family_midwife
Schuldnerberatung|debts
Schwangerschaftsberatung|pregnancy
Erziehungsberatung|parenting
Frauenhaus|shelter
Schreiambulanz|crying
Frühförderung|early
Logopädie|speech
Stillberatung|breastfeeding
Babymassage|massage
Krabbelgruppe|playgroup
Familienzentrum|familycentre
Jugendamt|youthoffice
Familienkasse|childbenefit
Jobcenter|jobcenter
Sozialpädiatrisches Zentrum|spz
Elternstart NRW|elternstart
Kindergarten|daycare
Haushaltshilfe|household
Sozialpsychiatrischer Dienst|socialpsych
Mutter-Kind-Ambulanz|motherchild
Suchtberatung|addiction
Wohngeldstelle|housingbenefit
Bundesstiftung Mutter und Kind|foundation
""",
    "typo": """
Hebame|midwife family_midwife
Hebahme|midwife family_midwife
Familenhebamme|family_midwife
Schuldnerbratung|debts
Shwangerschaftsberatung|pregnancy
Schwangerschaftsbertaung|pregnancy
Erziehungberatung|parenting
Frauenhuas|shelter
Schreiambulans|crying
Früförderung|early
Logopedie|speech
Logopähdie|speech
Stilberatung|breastfeeding
Babymasage|massage
Krabelgruppe|playgroup
Familienzentrun|familycentre
Jugentamt|youthoffice
Familienkase|childbenefit
Jobzenter|jobcenter
Kindergaten|daycare
Haushalthilfe|household
Psychoterapie|psychotherapy
Physioterapie|physio
Rückbildungsgymnastk|recovery
Tagesmuter|childminder
""",
    "umlaut": """
Fruehfoerderung|early
Fruhforderung|early
Logopaedie|speech
Logopadie|speech
Muettercafe|cafe
Müttercafe|cafe
Elterncafe|cafe
Vaetergruppe|fathers
Vatertreff|fathers
Fluechtlingsberatung|refugees
Fluchtlingsberatung|refugees
Familienbuero|office
FAMILIENBÜRO|office
Sozialpaedagogische Familienhilfe|familyhelp
Sozialpadiatrisches Zentrum|spz
Kinderaerztin|paediatrician
Kinderarztin|paediatrician
Notmuetterdienst|emergencycare
Rueckbildungskurs|recovery
hauesliche Gewalt|women shelter
Babybegruessungsdienst|welcome
babybegrußungsdienst|welcome
Fruehe Hilfen|office
""",
    "prefix": """
Schwangerschaftsber|pregnancy
Familienheb|family_midwife
Schuldn|debts
Schreiamb|crying
Frühförd|early
Logop|speech
Stillber|breastfeeding
Babyschw|swim
Babymass|massage
Krabbelgr|playgroup
Familienzent|familycentre
Jugenda|youthoffice
Kindertag|daycare childminder
Elterngeldst|parentalpay
Wohngeld|housingbenefit
Unterhaltsv|maintenance
Haushaltsh|household
Suchtber|addiction
Erziehungsber|parenting
Frauenbera|women
Trauerbegl|grief
Geburtsvorb|birthclass
Rückbild|recovery
Physioth|physio
""",
    "compound and inflection": """
Hebammen|midwife family_midwife
Familienhebammen|family_midwife
Hilfe bei Schulden|debts
Beratung Schwangerschaft|pregnancy
Schwangerschaft Beratungsstelle|pregnancy
Beratungsstelle für Schwangere|pregnancy
Schreibaby Ambulanz|crying
Ambulanz für Schreibabys|crying
Massage für Babys|massage
Schwimmen mit Baby|swim
Babyschwimmkurs|swim
Krabbelgruppen|playgroup
Gruppe für Väter|fathers
Kinderärzte|paediatrician
Praxis für Logopädie|speech
Tagesmütter|childminder
Kindergärten|daycare
Kitas|daycare
Frauenhäuser|shelter
Elterncafés|cafe
Stillgruppen|breastfeeding
Paarberatungen|couples
Selbsthilfegruppen|selfhelp
Zwillinge|twins
Vorbereitung auf die Geburt|birthclass
Beratung bei Trennung|couples
Hebammenpraxen|midwife
Elternkurse|education
Sprachkurse|language
Familienpatenschaften|sponsors
""",
    "place and language": """
Hebamme {}|midwife family_midwife|0
{} Hebamme|midwife family_midwife|17
Kita in {}|daycare|33
Schuldnerberatung {}|debts|58
Schwangerschaftsberatung in {}|pregnancy|71
Familienzentrum {}|familycentre|90
Elterncafé {}|cafe|105
Frühförderung {}|early|123
Jugendamt {}|youthoffice|140
Erziehungsberatung {}|parenting|161
Krabbelgruppe {}|playgroup|182
Stillberatung {}|breastfeeding|199
Hebamme türkisch|midwife family_midwife||tr
Hebamme arabisch|midwife family_midwife||ar
Logopädie russisch|speech||ru
Schwangerschaftsberatung auf Englisch|pregnancy||en
Erziehungsberatung ukrainisch|parenting||uk
Kinderarzt polnisch|paediatrician||pl
Kinderärztin Türkçe|paediatrician||tr
Migrationsberatung kurdisch|migration||ku
Psychotherapie persisch|psychotherapy||fa
Suchtberatung auf Rumänisch|addiction||ro
Hebamme {} türkisch|midwife family_midwife|0|tr
Kita {} englisch|daycare|42|en
""",
    "synonym": """
Geburtshelferin|midwife family_midwife
Schreibaby|crying
Baby schreit|crying
Regulationsambulanz|crying
KiTa|daycare
Kindergartenplatz|daycare
Säuglingsmassage|massage
Wochenbettdepression|postpartum motherchild
PND|postpartum motherchild
Schulden|debts
Drogen|addiction
Alkohol|addiction
Gewalt in der Familie|women shelter
Tagesmama|childminder
Papagruppe|fathers
Entbindungspflegerin|midwife family_midwife
Fehlgeburt|grief
Wohnungslos|housing
Scheidung|couples
Asyl|refugees
ebe|midwife family_midwife
midwife|midwife family_midwife
قابلة|midwife family_midwife
акушерка|midwife family_midwife
kindergarten|daycare
kreş|daycare
حضانة|daycare
дитячий садок|daycare
breastfeeding|breastfeeding
hamilelik danışmanlığı|pregnancy
pediatrician|paediatrician
çocuk doktoru|paediatrician
طبيب أطفال|paediatrician
debt counselling|debts
women's shelter|shelter
""",
}


@dataclass(frozen=True)
class Asked:
    """One query and the truth about it."""

    kind: str
    text: str
    concepts: frozenset[str]
    town: str | None = None
    language: str | None = None
    wish: str | None = None
    """What a service has to say for itself; "speaks": an interpreter is not enough."""

    def is_right(self, made: Made) -> bool:
        """Say whether a service is what was looked for: its kind, where it is or for, and what it speaks."""
        entry = made.entry
        return (
            made.concept in self.concepts
            and (self.town is None or made.towns is None or self.town in made.towns)
            and (
                self.language is None
                or self.language in entry.languages
                or (self.wish != "speaks" and bool(entry.interpreter))
            )
            and (self.wish != "home_visit" or entry.home_visit is True)
            and (self.wish != "room" or entry.capacity is Capacity.FREE)
            and (self.wish != "free" or entry.cost is Cost.FREE)
        )


def asked(classes: Mapping[str, str] = CLASSES) -> Iterator[Asked]:
    for kind, lines in classes.items():
        for line in lines.strip().splitlines():
            text, right, number, language, wish = (*line.split("|"), "", "", "")[:5]
            town = towns()[int(number)] if number else None
            yield Asked(
                kind,
                text.replace("{}", town.name if town else ""),
                frozenset(right.split()),
                town.code if town else None,
                language or None,
                wish or None,
            )
