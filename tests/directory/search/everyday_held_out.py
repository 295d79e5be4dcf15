"""What people type about everyday life: the half that was held out (see `everyday_tuned`).

No failure of this half was looked at. It was measured once before anything was mended (mean P@10 .734, two of
120 without a hit) and once after. The hand that wrote it also wrote the sayings afterwards: it is held out
from the tuning, not from the author. Lines read as those of `queries`.
"""

HELD_OUT = {
    "everyday": """
milch läuft nicht|breastfeeding midwife family_midwife
schreit nur|crying sleep
wer hilft bei anträgen|office pregnancy parentalpay migration familycentre
kind schläft nicht durch|sleep crying
geld für erstausstattung|foundation jobcenter pregnancy
bin so traurig seit der geburt|postpartum motherchild
nur am heulen nach der geburt|postpartum motherchild
kiffen aufhören schwanger|addiction
miete nicht bezahlt|debts housing
strom abgestellt|debts jobcenter housing
wohnung gekündigt mit baby|housing
wer passt auf mein kind auf|childminder daycare emergencycare
kind braucht betreuung wenn ich arbeite|childminder daycare
jemand zum putzen nach der geburt|household postnatal_help
hilfe im haushalt mit zwillingen|household postnatal_help twins
oma zum ausleihen|sponsors
kind spricht nicht|speech early spz
baby dreht sich nicht|physio early spz
entwicklung zu langsam|early spz
schiefer kopf baby|physio
beckenboden nach geburt|recovery
papa gruppe|fathers
fehlgeburt hilfe|grief pregnancy
trennung vom vater des kindes|couples single parenting
trotzphase|parenting
wutanfälle kleinkind|parenting
geld nach der geburt beantragen|parentalpay childbenefit
geld vom staat für kinder|childbenefit parentalpay jobcenter
kind im krankenhaus geschwister versorgen|household emergencycare
mein kind ist behindert|early spz selfhelp
deutsch lernen mit kind|language
aufenthalt papiere probleme|migration refugees
neu in deutschland|migration refugees language
besuch nach der geburt von der stadt|welcome
begrüßungspaket baby|welcome
hecheln lernen kurs|birthclass
""",
    "professional": """
peripartale depression|postpartum motherchild
postpartale psychose|motherchild postpartum
haushaltshilfe § 38|household
komplexleistung|early
heilpädagogik|early
ergotherapie kleinkind|early physio spz
vaterschaftsanerkennung|youthoffice
netzwerk frühe hilfen|office
wochenbettbetreuung|midwife family_midwife postnatal_help
laktationsberaterin|breastfeeding
substitution schwangere|addiction
obdachlos|housing shelter
krisendienst|socialpsych
vorsorgeuntersuchung u5|paediatrician
""",
    "abbreviation": """
spfh|familyhelp
asd|youthoffice
kita platz|daycare
bumuki|foundation
elterngeld plus|parentalpay
ppd sprechstunde|postpartum
mbe|migration
""",
    "slip": """
stillprobleme hebame|breastfeeding midwife family_midwife
schreibabby|crying sleep
elterngelt|parentalpay
schulden beratng|debts
tagesmuter|childminder
rückbildungskurz|recovery
krabbelgrupe|playgroup
logopädin|speech
familien hebame|family_midwife
fruhforderung|early
erziungshilfe|familyhelp parenting youthoffice
jugend amt|youthoffice
unterhaltsvorschus|maintenance
""",
    "two needs": """
depression und baby|postpartum motherchild psychotherapy
schwanger und drogen|addiction pregnancy
frühchen stillen|breastfeeding aftercare child_nurse midwife
alleinerziehend kinderbetreuung|single childminder daycare
schreibaby erschöpft|crying sleep
behindertes kind entlastung|early selfhelp spz household
""",
    "filter": """
hebamme hausbesuch|midwife family_midwife|||home_visit
kostenlos stillberatung|breastfeeding|||free
schreiambulanz heute offen|crying
beratung schwangerschaft online|pregnancy
krabbelgruppe in meiner nähe|playgroup
paten mit freien plätzen|sponsors|||room
umsonst babymassage|massage|||free
haushaltshilfe sofort|household
erziehungsberatung per video|parenting
schwangerschaftsberatung anonym|pregnancy
elterncafe rollstuhl|cafe
suchtberatung abends|addiction
""",
    "place": """
schulden {}|debts|21
wohnungssuche {}|housing|60
stillen hilfe {}|breastfeeding|77
hilfe bei gewalt {}|women shelter|145
{} kindergarten anmelden|daycare|158
schwanger {} beratung|pregnancy|163
jugendamt stadt {}|youthoffice|170
""",
    "language": """
hebamme arabisch|midwife family_midwife||ar|speaks
kinderarzt der türkisch kann|paediatrician||tr|speaks
stillberatung englisch|breastfeeding||en|speaks
psychotherapie farsi|psychotherapy||fa|speaks
kurdisch familienhilfe|familyhelp||ku|speaks
rumänisch schwangere hilfe|pregnancy||ro|speaks
""",
    "inflection": """
stillende mütter|breastfeeding
schreiende babys|crying sleep
verschuldete familie|debts
werdende eltern kurs|birthclass pregnancy
elterngeldantrag|parentalpay
kindergeldantrag stellen|childbenefit
babyschlafberatung|sleep
säuglingspflegekurs|birthclass education midwife
schuldenfalle|debts
spielkreis|playgroup
eltern-kind-gruppe|playgroup pekip elternstart
väterberatung|fathers parenting couples
""",
    "question": """
wer hilft mir beim stillen|breastfeeding midwife family_midwife
ich brauche hilfe im haushalt|household
wohin bei häuslicher gewalt|women shelter
gibt es hier eine krabbelgruppe|playgroup
welche stelle zahlt kindergeld|childbenefit
wo bekomme ich unterhaltsvorschuss|maintenance
gibt es einen kurs für die geburt|birthclass
""",
}
