"""What people type about everyday life: two later sets, written between the mendings of the search.

Before the mendings they reached .684 and .625 of P@10; met for the first time after those that came before,
.821 and .804, which says more about queries that nobody has seen than what they reach now. Then the
search was mended by them too. Lines read as those of `queries`.
"""

LATER = {
    "first": """
schreibaby, was hilft|crying sleep
ich bin mit den nerven am ende|crying socialpsych psychotherapy parenting postnatal_help
kind 2 jahre beißt andere kinder|parenting
mein sohn ist 3 und spricht kaum|speech early spz
baby 5 monate schläft nur auf dem arm|sleep crying
hebamme für wochenbett gesucht|midwife family_midwife
keine hebamme gefunden|midwife family_midwife office
wochenbett zu hause|midwife postnatal_help family_midwife
stillen tut weh|breastfeeding midwife
flasche oder brust|breastfeeding
mutter weint viel nach entbindung|postpartum motherchild
patientin mit postpartaler depression|postpartum motherchild
verdacht auf wochenbettdepression|postpartum motherchild
schwanger und obdachlos|pregnancy housing motherhome
17 jahre schwanger|pregnancy motherhome
vater im gefängnis|parenting office single familyhelp
kind bekommt kein kitaplatz|daycare
tochter geht nicht in kindergarten eingewöhnung|daycare parenting
enkel betreuen hilfe für oma|childminder sponsors parenting familycentre office
meine tochter hat ein baby bekommen und schafft es nicht|sponsors postnatal_help family_midwife child_nurse
vermieter hat gekündigt|housing
wohnung für alleinerziehende|single housing
jobcenter zahlt nicht|jobcenter debts
bescheid vom amt verstehen|office migration pregnancy
kindergeld nicht bekommen|childbenefit
elterngeld berechnen|parentalpay
hilfe elterngeldantrag ausfüllen|parentalpay office
finanzielle hilfe schwangerschaft|pregnancy foundation
erstausstattung baby antrag|foundation jobcenter pregnancy
kinderwagen gebraucht geld|foundation jobcenter pregnancy
frau wird vom mann bedroht|women shelter
sicherer ort für frau mit kind|shelter women
alkohol in der schwangerschaft|addiction pregnancy
mann spielsüchtig|addiction
familie neu zugezogen kontakte|cafe familycentre playgroup welcome
treffpunkt für mamas|cafe playgroup
singen mit babys|playgroup pekip familycentre
was kann man mit baby machen|pekip playgroup cafe swim massage elternstart
babyschwimmkurs ab 3 monate|swim
rückbildung nach kaiserschnitt|recovery
u6 untersuchung kinderarzt|paediatrician
kinderarzt mit freien kapazitäten|paediatrician
spz überweisung|spz
entwicklungsverzögertes kind förderung|early spz
kind mit down-syndrom|early spz selfhelp
mein kind ist schwer krank|aftercare child_nurse
frühchen nach entlassung|aftercare child_nurse
drillinge hilfe|twins household postnatal_help
trauer um baby|grief
totgeburt begleitung|grief
trennung mit kleinem kind|couples single parenting
sorgerecht klären|youthoffice couples
umgang mit dem vater regeln|couples youthoffice
vaterschaft anerkennen wo|youthoffice
mutter depressiv kinder brauchen hilfe|kips postpartum psychotherapy socialpsych motherchild
psychotherapeut freier platz|psychotherapy
familienhelferin beantragen|familyhelp
jugendamt ansprechpartner|youthoffice
mutter-kind-heim|motherhome
deutschkurs für mütter mit kinderbetreuung|language
aufenthaltserlaubnis verlängern|migration refugees
asylbewerber baby|refugees
ehrenamtliche unterstützung zwillinge|sponsors postnatal_help twins
haushaltshilfe bei bettlägerigkeit|household
hilfe wenn mama ins krankenhaus muss|household emergencycare
babysitter|emergencycare childminder sponsors
großeltern auf zeit|sponsors
willkommensbesuch stadt|welcome
papa will auch was machen|fathers
vater-kind-turnen|fathers playgroup
""",
    "second": """
mein kind hat bauchweh und schreit|crying
ich weine nur noch seit die kleine da ist|postpartum motherchild
hebamme die noch frauen annimmt|midwife family_midwife
wer kommt zum wiegen nach hause|midwife family_midwife
milchstau was tun|breastfeeding midwife
baby will nicht an die brust|breastfeeding midwife
habe keine milch mehr|breastfeeding midwife
kleiner schläft nur bei mir im bett|sleep crying
seit wochen keine nacht geschlafen|sleep crying postnatal_help sponsors
hilfe schlaflose eltern|sleep crying
ehrenamt nach geburt|postnatal_help sponsors
jemand der mal mit dem kinderwagen rausgeht|sponsors postnatal_help
wir haben keine oma hier|sponsors
putzhilfe auf rezept|household
mutter im krankenhaus wer versorgt die kinder|household emergencycare
frühgeborenes daheim unterstützung|aftercare child_nurse
kind mit herzfehler nachsorge|aftercare child_nurse
begrüßungsbesuch vom jugendamt|welcome youthoffice
schwanger und kein geld|pregnancy foundation debts
schwangerschaft abbrechen wo beratung|pregnancy
beratungsschein nach 219|pregnancy
antrag stiftung mutter kind|foundation pregnancy
geld fürs kinderbett|foundation pregnancy jobcenter
sohn haut im kindergarten|parenting
tochter hat wutanfälle|parenting
eltern streiten nur noch|couples parenting
mein freund hat mich verlassen|couples single
paar therapie|couples
konto gepfändet|debts
inkasso brief bekommen|debts
strom wird abgestellt|debts jobcenter housing
duldung arbeit|refugees migration
anerkennung ausländischer abschluss|migration
hilfe für ukrainer|refugees migration
partner kifft jeden tag|addiction
alkoholproblem mutter|addiction
ich werde geschlagen|women shelter
angst vor meinem mann|women shelter
frauenhaus platz frei|shelter|||room
alleinerziehenden treff|single
kündigung wegen eigenbedarf|housing
wir schlafen auf der couch bei freunden|housing
wohnungslos mit kind|housing
mutter kind station psychiatrie|motherchild
panikattacken nach geburt|postpartum psychotherapy motherchild
therapeutin für mütter|psychotherapy
sozialpsychiatrischer dienst gesundheitsamt|socialpsych
entwicklungsverzögerung 2 jahre|early spz
frühförderung beantragen lvr|early
kind stottert|speech
sprachtherapie kind 4 jahre|speech
baby hat schiefhals|physio
kiss syndrom|physio
impftermin baby|paediatrician
u3 termin|paediatrician
rückbildung mit kinderbetreuung|recovery
geburtsvorbereitungskurs mit partner|birthclass
säuglingspflege lernen|birthclass education midwife
babyschwimmen samstag|swim
pekip ab 8 wochen|pekip
krabbeltreff|playgroup
musikgruppe für babys|playgroup pekip familycentre
mamacafe|cafe
mütterfrühstück|cafe
papa kind gruppe samstag|fathers
erste hilfe kurs baby|education familycentre
deutschkurs vormittags|language
selbsthilfe angehörige|selfhelp
treffen für zwillingseltern|twins
baby in der 20. woche verloren|grief
frühe hilfen ansprechpartner|office
ich weiß nicht wo ich anfangen soll mit den ganzen ämtern|office
spfh beantragen|familyhelp
hilfe zur erziehung antrag|familyhelp youthoffice
mutter kind heim mit betreuung|motherhome
kita für unter dreijährige|daycare
tagesmutter ab einem jahr|childminder
betreuung wenn tagesmutter krank ist|emergencycare
meine mutter ist psychisch krank gruppe für kinder|kips
elterngeld nach trennung|parentalpay
kinderzuschlag antrag|childbenefit
wohngeld berechnen|housingbenefit
unterhalt vom staat|maintenance youthoffice
bürgergeld schwanger mehrbedarf|jobcenter pregnancy foundation
""",
}
