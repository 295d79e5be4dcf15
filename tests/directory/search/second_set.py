"""A second set of what people type, written before its author had seen the analyser or the synonyms.

As a Lotsin, a midwife, a mother or a coordinator types: fragments, dialect, abbreviations, a postcode of
another town. Lines read as those of `queries`. The search has been mended from it since, in general ways: it
guards what was reached and says nothing about queries that nobody has seen.
"""

SECOND_SET = {
    "exact": """
stillberatung abends|breastfeeding
schreibaby hilfe 50667|crying
deutschkurs mit kinderbetreuung|language
frauenhaus|shelter
elterngeld antrag hilfe|parentalpay
schwangerschaftskonfliktberatung|pregnancy
rückbildungskurs mit baby|recovery
babymassage|massage
erziehungsberatung für eltern|parenting
schuldnerberatung kostenlos|debts
frühförderstelle|early
geburtsvorbereitung wochenende|birthclass
kinderarzt|paediatrician
mutter-kind-haus|motherhome
krabbelgruppe vormittags|playgroup
familienpaten|sponsors
wochenbettdepression ambulanz|postpartum motherchild
suchtberatung schwangere|addiction
trennungsberatung|couples
tagesmutter|childminder
babyschwimmen|swim
wohnungslosenhilfe familie|housing
""",
    "typo": """
hebame kölnn|midwife family_midwife
stilberatung|breastfeeding
schreiambulans|crying
schwangerschaftberatung|pregnancy
rükbildung|recovery
erzihungsberatung|parenting
frauenhuas|shelter
elterngled|parentalpay
kinderartzt|paediatrician
psychotherapeut fuer müter|psychotherapy
logopedie|speech
shculdnerberatung|debts
familenhebamme|family_midwife
geburtsvorbereitugn|birthclass
babymasage|massage
krabelgruppe|playgroup
früförderung|early
jugentamt|youthoffice
wochenbetdepresion|postpartum motherchild
kindergarden|daycare
frauenberatungstelle|women
""",
    "umlaut": """
fruehfoerderung|early
muettercafe|cafe
mutterzentrum|familycentre cafe motherhome
rueckbildungsgymnastik|recovery
vaterberatung|fathers couples parenting
haeusliche gewalt hilfe|women shelter
logopaedie kind|speech
fluechtlingsberatung|refugees
kindertagesstaette|daycare
elterncafe|cafe
frühe hilfen|office
beistandschaft unterhalt jugendamt|youthoffice maintenance
fruehe hilfen besuchsdienst|welcome
baby stosst sich hilfe physiotherapie säugling|physio
uebergangswohnen|housing motherhome
suechtige eltern|addiction kips
""",
    "prefix": """
hebam|midwife family_midwife
stillb|breastfeeding
schrei|crying
geburtsv|birthclass
familienh|family_midwife familyhelp
erziehungsb|parenting
schuldn|debts
rückbil|recovery
frühförd|early
logop|speech
frauenh|shelter
kindertagesp|childminder
babym|massage
migrationsb|migration
schwangerenb|pregnancy
deutschk|language
elternge|parentalpay
suchtb|addiction
krabb|playgroup
gewaltsch|women shelter
""",
    "compound and inflection": """
hebammen für hausbesuche|midwife family_midwife
beratung beim stillen|breastfeeding
hilfe für schreiende babys|crying
beratungsstelle für schwangere frauen|pregnancy
kurse zur geburtsvorbereitung|birthclass
betreuung für kleinkinder|daycare childminder
kinderkrankenschwester nach hause|child_nurse
gruppen für mütter mit babys|playgroup cafe pekip elternstart
ehrenamtliche patinnen für familien|sponsors
beratung bei schulden|debts
hilfen zur erziehung|familyhelp parenting
massage für babys|massage
sprachkurse für mütter|language
ärzte für kinder|paediatrician
plätze im frauenhaus|shelter
beratungen bei trennung und scheidung|couples
treff für väter|fathers
psychologische beratung nach der geburt|postpartum motherchild psychotherapy
förderung entwicklungsverzögerter kinder|early
antrag auf elterngeld ausfüllen|parentalpay
haushaltshilfen im wochenbett|household
therapie sprechen kleinkind|speech
""",
    "place and language": """
hebamme {}|midwife family_midwife|3
türkisch sprechende hebamme|midwife family_midwife||tr
schwangerenberatung arabisch|pregnancy||ar
kinderarzt ukrainisch|paediatrician||uk
deutschkurs russisch vormittag|language||ru
erziehungsberatung polnisch|parenting||pl
kita in der nähe {}|daycare|47
stillberatung englisch|breastfeeding||en
hebamme farsi|midwife family_midwife||fa
frauenberatung kurdisch|women||ku
psychotherapie auf türkisch|psychotherapy||tr
schuldnerberatung auf rumänisch|debts||ro
familienzentrum nord|familycentre
krabbelgruppe bulgarisch|playgroup||bg
elterncafe spanisch|cafe||es
frühförderung hausbesuch türkisch|early||tr
rückbildung 50667|recovery
""",
    "synonym": """
JA|youthoffice
ASD|youthoffice
KiTa|daycare
FamHeb|family_midwife
FGKiKP|child_nurse
EB|parenting
SPFH|familyhelp
SPZ|spz
PPD|postpartum motherchild
heulendes baby|crying
dreimonatskoliken|crying
mein mann schlägt mich|women shelter
keine wohnung|housing
brust entzündet milchstau|breastfeeding
mamatreff|playgroup cafe
tagesmama|childminder
abtreibung|pregnancy
ungewollt schwanger|pregnancy
geldsorgen|debts
zu viel alkohol|addiction
babyblues|postpartum motherchild
papa gruppe|fathers
sternenkind|grief
fehlgeburt|grief
frühchen nachsorge|aftercare
kindergeld|childbenefit
hartz 4 bürgergeld beratung|jobcenter
aufenthaltserlaubnis|migration refugees
erstausstattung baby geld|foundation jobcenter
omas gegen einsamkeit leihoma|sponsors postnatal_help
zwillinge|twins
alleinerziehend|single
minderjährig schwanger|pregnancy motherhome
sprechstunde füttern schlafen|crying sleep
babysitter notfall|emergencycare
Mutschekiepchen krabbelkreis|playgroup
kinderkrippe|daycare
U3 vorsorge|paediatrician
impfung baby|paediatrician
mama weint nur|postpartum motherchild
""",
}
