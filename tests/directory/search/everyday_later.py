"""What people type about everyday life: three later sets, written between the mendings of the search.

Met for the first time they reached .821, .804 and .900 of P@10, which says more about queries that nobody has
seen than what they reach now; then the search was mended by them too. Lines read as those of `queries`.
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
    "third": """
baby schreit seit stunden und ich weiß nicht weiter|crying
säugling lässt sich nicht trösten|crying
einschlafen klappt nicht kind 1 jahr|sleep crying
depressionen in der schwangerschaft|postpartum motherchild psychotherapy
ich fühle mich so leer seit der geburt|postpartum motherchild
habe angst meinem kind was anzutun|postpartum motherchild crying socialpsych
brustentzündung stillen|breastfeeding midwife
stillcafé dienstag|breastfeeding
hebamme mit türkischkenntnissen|midwife family_midwife||tr|speaks
wer macht wochenbettbesuche|midwife family_midwife
familienhebamme frei|family_midwife
kinderkrankenschwester für frühchen|child_nurse aftercare
familienpate gesucht|sponsors
ehrenamtliche begleitung für junge familie|sponsors postnatal_help
nach kaiserschnitt brauche ich hilfe zuhause|household midwife postnatal_help
haushaltshilfe krankenkasse antrag|household
schwangere minderjährige|pregnancy motherhome
bin schwanger und weiß nicht ob ich es behalten will|pregnancy
geld von der stiftung für babysachen|foundation pregnancy
babybett und kinderwagen bezahlen|foundation pregnancy jobcenter
kleinkind beißt|parenting
beratung bei erziehungsproblemen|parenting
dauernd streit mit meinem mann|couples
scheidung und kinder|couples
privatinsolvenz anmelden|debts
schulden beim versandhaus|debts
aufenthaltstitel baby|migration refugees
asylberatung arabisch|refugees||ar|speaks
vater trinkt jeden abend|addiction
drogen in der schwangerschaft|addiction pregnancy
mein ex stalkt mich|women shelter
er hat mich geschlagen|women shelter
notunterkunft für frauen mit kindern|shelter women housing
allein mit drei kindern|single
mietschulden räumungsklage|housing debts
sozialwohnung beantragen|housing
wohnung schimmelt|housing
psychologische hilfe für mütter|psychotherapy postpartum motherchild
krise nachts wer hilft|socialpsych
kind läuft mit 18 monaten noch nicht|physio early spz
förderung behindertes baby|early spz
entwicklungstest spz|spz
logopäde kinder|speech
u-heft termin kinderarzt|paediatrician
geburtsvorbereitung crashkurs|birthclass
beckenbodentraining|recovery
babyschwimmen ab wann|swim
babymassage kurs abends|massage
pekip kurs anmelden|pekip
spielgruppe ab 1 jahr|playgroup
offener elterntreff mit frühstück|cafe
papa treff am samstag|fathers
familienzentrum im stadtteil|familycentre
trageberatung|education familycentre midwife
sprachkurs für frauen mit kindern|language
selbsthilfegruppe depression|selfhelp
zwillingsmütter treffen|twins
sternenkinder begleitung|grief
familienbüro öffnungszeiten|office
wer hilft beim ausfüllen von formularen|office
familienhelferin|familyhelp
jugendamt beratung sorgerecht|youthoffice
mutter kind einrichtung|motherhome
krippenplatz gesucht|daycare
kindertagespflege nachmittags|childminder
kinderbetreuung bei krankheit|emergencycare household
kinder suchtkranker eltern|kips
elterngeldplus beratung|parentalpay
kindergeld für neugeborene|childbenefit
wohngeld amt|housingbenefit
jobcenter erstausstattung schwanger|jobcenter foundation pregnancy
unterhaltsvorschuss beantragen|maintenance
zwillinge unterwegs wer hilft|twins household postnatal_help pregnancy sponsors
kommt jemand zu uns nach hause wenn baby krank war|child_nurse aftercare household midwife family_midwife
wir sind neu in der stadt mit baby|welcome familycentre cafe playgroup office
hilfe für überforderte eltern|family_midwife child_nurse parenting familyhelp sponsors
baby ist 6 wochen wer kommt uns besuchen|welcome midwife family_midwife
frau möchte entbinden ohne namen|pregnancy
gespräch mit jemandem der zuhört|socialpsych psychotherapy parenting office
""",
    "fourth": """
mein baby hört nicht auf zu weinen|crying
schlafcoaching baby 8 monate|sleep
kind wird nachts ständig wach|sleep crying
wo gibt es stillhilfe|breastfeeding midwife
stillen mit brusthütchen|breastfeeding midwife
hebamme für nachsorge finden|midwife
suche dringend hebamme et im märz|midwife family_midwife
betreuung durch familienhebamme|family_midwife
nach der geburt total am ende|postpartum motherchild socialpsych psychotherapy postnatal_help
freundin hat wochenbettdepression|postpartum motherchild
mutter-kind-behandlung psychiatrie|motherchild
angststörung in der schwangerschaft|postpartum motherchild psychotherapy
brauche jemanden zum reden|socialpsych psychotherapy office cafe parenting
therapieplatz schnell|psychotherapy
wer hilft einer jungen mutter im alltag|sponsors postnatal_help family_midwife household motherhome
unterstützung für familien mit zwillingen|twins sponsors postnatal_help household
wellcome engel|postnatal_help
patenschaft familie|sponsors
haushalt und kinder krank im bett|household emergencycare
bin krank wer holt mein kind ab|emergencycare household
baby war auf der neonatologie|aftercare child_nurse
bunter kreis nachsorge|aftercare
ungeplant schwanger mit 19|pregnancy
schwangerschaftsabbruch bescheinigung|pregnancy
vertraulich entbinden|pregnancy
babyausstattung bezahlen|foundation pregnancy jobcenter
stiftung antrag schwanger|foundation pregnancy
hilfe bei trotz|parenting
kind macht alles kaputt vor wut|parenting
erziehungsberatung termin|parenting
wir trennen uns was wird aus dem kind|couples youthoffice
eheberatung kirche|couples
wir kommen mit dem geld nicht hin|debts
schulden bei der bank|debts
schuldnerberatung kostenlos|debts|||free
beratung für migranten|migration
bleiberecht familie|migration refugees
neuankömmlinge deutsch lernen|language migration
drogenberatung für eltern|addiction
mein mann säuft|addiction
häusliche gewalt wohin|women shelter
schutz vor dem exmann|women shelter
frauennotruf|women
mama alleine zwei kinder|single
wohnung verloren|housing
mieterberatung|housing
wir müssen aus der wohnung raus|housing
sprachentwicklung verzögert|speech early spz
kind kann noch nicht krabbeln|physio early spz
entwicklungsauffällig|early spz
autismus verdacht|early spz
krankengymnastik säugling|physio
kinderarzt neue patienten|paediatrician
u2 wo|paediatrician
kurs zur geburtsvorbereitung|birthclass
rückbildung online|recovery
schwimmen mit säugling|swim
massagekurs mit baby|massage
treffen mit anderen babys|playgroup pekip cafe elternstart
spielgruppe vormittags|playgroup
elterncafe mit kinderwagen|cafe
väter treffen|fathers
elternkurs starke eltern|education
integrationskurs mit kinderbetreuung|language
gruppe für angehörige|selfhelp
mehrlinge austausch|twins
fehlgeburt trauer|grief
lotsin für familien|office
wer berät zu frühen hilfen|office
sozialpädagogische hilfe zuhause|familyhelp
allgemeiner sozialdienst|youthoffice
betreute wohnform mutter baby|motherhome
kindergarten ab 3|daycare
tagesvater|childminder
elterngeld und teilzeit|parentalpay
kindergeldkasse|childbenefit
mietzuschuss|housingbenefit
jobcenter termin|jobcenter
vater unbekannt unterhalt|maintenance youthoffice single
kind von alkoholkranken eltern|kips addiction
""",
}
