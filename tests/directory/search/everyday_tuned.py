"""What people type about everyday life: the half that the search was mended by.

Written in one go as a navigator, a mother, a father, a grandmother, a doctor's assistant or a Familienbüro
worker would type, before the author had read the analyser or the synonyms of that day; then parted in two by a
fixed seed, class by class. This half was looked at while the search was
mended: it guards what was reached. Mean P@10 before: .748, one of 123 without a hit. The class "afterwards" was written when the sayings were there:
measured first it reached .821, then it was mended by, too.

A line reads: query | concepts | town | language | what a service has to say for itself ("speaks", "home_visit",
"room", "free").
"""

TUNED = {
    "everyday": """
babyblues|postpartum motherchild
papa allein|single fathers
baby weint den ganzen tag|crying sleep
ich kann nicht mehr|socialpsych psychotherapy postpartum motherchild office
mein mann schlägt mich|women shelter
partner trinkt zu viel|addiction
baby trinkt nicht richtig|breastfeeding midwife family_midwife
brust entzündet|breastfeeding midwife family_midwife
wunde brustwarzen|breastfeeding midwife family_midwife
rechnungen stapeln sich|debts
wir brauchen eine größere wohnung|housing
ungewollt schwanger|pregnancy
schwanger was nun|pregnancy
abtreibung beratung|pregnancy
teenager schwanger|pregnancy motherhome
andere mütter treffen|cafe playgroup familycentre pekip elternstart
leute mit babys kennenlernen|cafe playgroup familycentre pekip elternstart
leihoma|sponsors
kind redet kaum|speech early spz
sanfte bewegung mit baby|pekip swim massage recovery
turnen für kleinkinder|playgroup education familycentre
nur für väter|fathers
mein baby ist gestorben|grief
sternenkind|grief
nur noch streit zu hause|couples parenting
kind hört nicht und haut|parenting
vater zahlt keinen unterhalt|maintenance youthoffice single
zuschuss zur miete|housingbenefit
baby zu früh geboren|aftercare child_nurse
mama ist krank wer kümmert sich ums kind|household emergencycare
mama psychisch krank kindergruppe|kips
wo kann ich mit baby wohnen hilfe|motherhome
kinderärztin|paediatrician
baby impfen|paediatrician
angst vor der geburt|postpartum pregnancy midwife birthclass motherchild
freiwillige die mit dem baby spazieren gehen|sponsors postnatal_help
""",
    "professional": """
regulationsstörung säugling|crying sleep
fütterstörung|crying breastfeeding spz
hilfen zur erziehung|familyhelp youthoffice parenting
aufsuchende elternarbeit|family_midwife child_nurse familyhelp sponsors
frühgeborenes nachsorge|aftercare child_nurse
bindungsförderung|parenting pekip elternstart crying
umgangsrecht|couples youthoffice parenting
sorgerecht|youthoffice couples
beistandschaft|youthoffice
opferschutz|women shelter
gewaltschutz|women shelter
clearingstelle familie|office
insolvenz|debts
bildung und teilhabe|jobcenter housingbenefit
wohnungslosigkeit|housing
""",
    "abbreviation": """
fgkikp|child_nurse
famheb|family_midwife
spdi|socialpsych
u-untersuchung|paediatrician
aller städt sozialdienst|youthoffice
fruehe hilfen|office
ffs frühförderstelle|early
asyl beratung|refugees
""",
    "slip": """
hebamne|midwife family_midwife
wochenbetdepression|postpartum motherchild
kindergelt|childbenefit
wohngelt|housingbenefit
frauen haus|shelter women
phsysiotherapie baby|physio
psycho terapie|psychotherapy
schwangerschafft|pregnancy
kinder artzt|paediatrician
trauergrupe|grief
baby massasche|massage
babyschwimen|swim
haushalthilfe|household
""",
    "two needs": """
schulden und wohnungsnot|debts housing
gewalt und kinder|women shelter
zwillinge stillen|breastfeeding twins
trennung geld|couples debts single maintenance
flüchtling schwanger|refugees pregnancy
sucht eltern kinder gruppe|kips addiction
""",
    "filter": """
hebamme freie plätze|midwife family_midwife|||room
krabbelgruppe kostenlos|playgroup|||free
elterncafé ohne termin|cafe
stillcafe ohne anmeldung|breastfeeding cafe
schuldnerberatung telefonisch|debts
kinderarzt nimmt noch patienten|paediatrician
kommt nach hause familienhebamme|family_midwife|||home_visit
kita freier platz|daycare|||room
jetzt geöffnet elterncafé|cafe
frühförderung zu hause|early|||home_visit
elternkurs gratis|education parenting familycentre elternstart|||free
babykurs am vormittag|pekip massage swim playgroup elternstart
""",
    "place": """
familienhebamme {}|family_midwife|3
baby schreit {}|crying sleep|44
tagesmutter gesucht {}|childminder|81
elterngeld {} amt|parentalpay|99
frühförderung nähe {}|early|112
babytreff in {}|cafe playgroup|130
zwillingsgruppe {}|twins|5
""",
    "language": """
türkisch sprechende hebamme|midwife family_midwife||tr|speaks
schwangerschaftsberatung auf russisch|pregnancy||ru|speaks
erziehungsberatung ukrainisch|parenting||uk|speaks
spricht jemand arabisch schulden|debts||ar|speaks
frauenberatung polnisch|women||pl|speaks
hebamme mit dolmetscher|midwife family_midwife
""",
    "inflection": """
hebammen|midwife family_midwife
alleinerziehende mutter|single
geflüchtete frauen|refugees women
süchtige mutter|addiction
trauernde eltern|grief
getrennt lebende eltern|couples single
kinderbetreuungsplatz|daycare childminder
wohngeldantrag|housingbenefit
schwangerenvorsorge|midwife pregnancy
tagespflegeperson|childminder
mutterkindwohnen|motherhome
stillgruppe|breastfeeding
""",
    "question": """
ich suche eine hebamme die nach hause kommt|midwife family_midwife
wo finde ich eine tagesmutter|childminder
wie bekomme ich elterngeld|parentalpay
was tun wenn baby nur schreit|crying sleep
wer berät zu trennung|couples
kann mir jemand mit dem baby helfen|sponsors postnatal_help family_midwife child_nurse office
wie finde ich einen kitaplatz|daycare
suche hilfe wegen schulden|debts
""",
    "afterwards": """
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
}
