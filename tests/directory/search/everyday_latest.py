"""What people type about everyday life: the two latest sets, written between the mendings of the search.

Before the mendings they reached .742 and .660 of P@10; met for the first time after those that came before,
.900 and .906, which says more about queries that nobody has seen than what they reach now. Then the
search was mended by them too. Lines read as those of `queries`.
"""

LATEST = {
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
