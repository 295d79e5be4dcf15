"""What people of four moods type, each written in one go before the search was mended by it.

Of the four sets that these come from, in seven classes and in everyday words, the first reached .883 of P@10
before anything was mended; the others, met for the first time after the mendings by those before, .910, .944
and .917 (their everyday words alone .69, .69, .78 and .88), which says more about queries that nobody has
seen than what they reach now. Lines read as those of `queries`.
"""

MOODS = {
    "first mood": """
baby brüllt stundenlang|crying
wer holt das jüngste vom kindergarten wenn ich im krankenhaus liege|household emergencycare
ich heule nur noch seit das baby da ist|postpartum motherchild
inkassobrief bekommen|debts
strom wird abgedreht|debts jobcenter housing
mann rastet zuhause aus|women shelter
kleine beißt in der kita andere|parenting
sohn 2 sagt nur mama|speech early spz
unser baby guckt immer nur nach rechts|physio early spz
brust tut weh beim anlegen|breastfeeding midwife family_midwife
pille vergessen schwanger was jetzt|pregnancy
test positiv ich bin 16|pregnancy motherhome
brauche kinderbett und hab kein geld|foundation jobcenter pregnancy
vater meldet sich nicht und zahlt nix|maintenance youthoffice single
kein cent vom vater|maintenance youthoffice single debts
papiere laufen ab|migration refugees
ausweisung|refugees migration
kenne hier keine andere mama|cafe playgroup familycentre pekip elternstart
mit dem kleinen irgendwo hin vormittags|cafe playgroup familycentre pekip
oma ersatz|sponsors
jemand der mal eine stunde den kinderwagen schiebt|sponsors postnatal_help
kind kam in der 28 woche|aftercare child_nurse
kind mit down syndrom bekommen|early spz selfhelp
freundin hat ihr baby verloren|grief
ehe am ende|couples
er will die kinder alle zwei wochen|couples youthoffice
mama trinkt heimlich|addiction kips
vom gras wegkommen|addiction
schimmel im kinderzimmer|housing
miete zu hoch|housingbenefit housing
wo melde ich einen verdacht auf vernachlässigung|youthoffice
wer bezahlt windeln|jobcenter foundation pregnancy office
formular versteh ich nicht|office migration pregnancy
kind hat fieber arzt|paediatrician
inkontinent nach entbindung|recovery
wehen veratmen|birthclass
kleinkind turnen|playgroup education familycentre
papa mit baby allein samstag|fathers single
platz zum wohnen für junge mutter mit baby|motherhome
mutter in psychiatrie wer hilft kindern|kips household socialpsych
""",
    "clerk, grandmother, doctor, refugee": """
der kleine will die flasche nicht|crying breastfeeding
seit wochen keine nacht durchgeschlafen|sleep crying
bub redet mit zwei jahren fast nix|speech early spz
muss zur op und hab niemand fürs kind|household emergencycare
chef kündigt mir weil ich schwanger bin|pregnancy
hab die regel nicht gekriegt|pregnancy
wie sag ichs meinen eltern dass ich schwanger bin|pregnancy motherhome
baby ist da und kein geld kommt|parentalpay childbenefit jobcenter
gerichtsvollzieher war da|debts
können heizung nicht zahlen|debts housingbenefit jobcenter housing
zu fünft auf 40 qm|housing
freund haut ab und lässt mich mit baby sitzen|single couples
opa macht sich sorgen um enkelkind wird angeschrien|youthoffice parenting
mein freund nimmt mir das handy weg und kontrolliert alles|women shelter
kann den geruch von meinem baby nicht ertragen|postpartum motherchild
hab keine lust mehr auf leben|socialpsych psychotherapy
alles grau seit der entbindung|postpartum motherchild
patientin nach sectio ohne häusliche versorgung|household midwife postnatal_help
säugling mit plagiocephalie|physio
kind 18 mon läuft nicht frei|physio early spz
verdacht auf autismus spektrum|spz early
bitte um familienentlastende hilfe|sponsors household familyhelp
flaschenkind nimmt nicht zu|breastfeeding midwife family_midwife crying paediatrician
ich nicht verstehen brief von amt|migration office
ich brauche arzt für mein kind|paediatrician
meine frau viel weinen nach baby|postpartum motherchild
wo deutsch lernen frau mit kind|language
brauche papier für baby geburtsurkunde|migration
ich neu hier keine freunde|cafe familycentre playgroup migration welcome
mann schlagen mich bitte hilfe|women shelter
haus für frauen|shelter women
schule für eltern|education
gruppe wo kinder spielen|playgroup
jemand soll kommen und baby anschauen|midwife family_midwife child_nurse welcome paediatrician
in wasser mit baby|swim
zwei babys gleichzeitig überfordert|twins sponsors postnatal_help family_midwife
mein papa trinkt und ich habe angst|kips addiction
will wissen wer der vater ist|youthoffice
beitrag für kita zu hoch|daycare jobcenter youthoffice
wohnen mit baby ich bin 17|motherhome
""",
    "parents": """
meine kleine will nur auf dem arm sein und brüllt sonst|crying
wann wird das mit den nächten besser|sleep crying
kriege das mit dem anlegen nicht hin|breastfeeding midwife family_midwife
wer guckt nach der geburt nach mir und dem kind|midwife family_midwife postnatal_help welcome
bin 15 und krieg ein kind|pregnancy motherhome
wir erwarten nachwuchs und haben kein geld fürs kinderzimmer|foundation pregnancy jobcenter
wie bekomme ich den schein zum abbruch|pregnancy
muss wieder arbeiten wohin mit der maus|daycare childminder
kita hat zu und ich muss zum dienst|emergencycare daycare
schwiegertochter kommt mit dem baby nicht klar|family_midwife parenting sponsors child_nurse postpartum
zweijähriger wirft sich im supermarkt auf den boden|parenting
nur noch gebrüll daheim mit meinem mann|couples women shelter
mann kommt immer besoffen heim|addiction
hab angst vor dem vater meiner kinder|women shelter
wo finde ich schutz mit meinen kindern|shelter women
briefe vom inkasso machen mir angst|debts
am 20. ist das konto immer leer|debts jobcenter
wir fliegen aus der wohnung|housing
duldung läuft aus|refugees migration
brauche sprachzertifikat und habe baby|language
niemand versteht wie es ist ein kind zu verlieren|grief
fühle mich wie ein roboter seit das kind da ist|postpartum motherchild
grübele nachts und habe herzrasen|psychotherapy socialpsych postpartum
therapeutin gesucht trauma|psychotherapy
sohn läuft nur auf zehenspitzen|physio early spz
enkel guckt einen nicht an|early spz
kind verwechselt buchstaben beim sprechen|speech
säugling mit vorzugshaltung|physio early
pipi läuft beim hüpfen|recovery
wie atme ich bei wehen|birthclass midwife
alleine mit drei kids und keiner hilft|single sponsors family_midwife postnatal_help
brauch mal zwei stunden für mich|sponsors postnatal_help
papas die was mit babys machen|fathers
mamis kennenlernen|cafe playgroup
baby im wasser|swim
vater weg und zahlt nix|maintenance single youthoffice
was bekommt man vom staat wenn baby da ist|parentalpay childbenefit office jobcenter
formulare für baby ausfüllen wer hilft|office parentalpay
junge mutter sucht wohnung mit hilfe|motherhome housing
""",
    "whole sentences": """
mein baby überstreckt sich und schreit beim trinken|crying breastfeeding physio
das kind ist nachts dreimal wach|sleep crying
hab nach dem kaiserschnitt schmerzen und keiner hilft im haushalt|household postnatal_help midwife
weiß nicht wie ich das mit drei kindern schaffen soll|sponsors postnatal_help single household familyhelp
bekomme im mai mein erstes kind und kenne keine hebamme|midwife family_midwife
frauenarzt hat gesagt mit dem kind stimmt was nicht|pregnancy
hätte gern gespräch wegen abbruch|pregnancy
mir fehlt geld für die babysachen|foundation pregnancy jobcenter
vermieter will uns kündigen|housing
konto gepfändet was nun|debts
mein freund kifft den ganzen tag|addiction
er kontrolliert mich und schreit rum|women shelter
wir reden nur noch über anwälte|couples
papa will auch mal was mit baby machen|fathers
suche andere mütter mit babys im gleichen alter|cafe playgroup pekip elternstart familycentre
kind 2 jahre beißt und kratzt andere|parenting
kind stottert seit kurzem|speech
tochter 14 monate zieht sich nicht hoch|physio early spz
arzt sagt entwicklung auffällig|early spz
der zweijährige redet nicht|speech early spz
suche platz für einjährigen ab august|daycare childminder
wer springt ein wenn die tagesmutter ausfällt|emergencycare household
wieviel elterngeld bekomme ich|parentalpay
wo muss ich kindergeld beantragen|childbenefit
miete frisst unser einkommen auf|housingbenefit housing debts
vater zahlt seit monaten keinen unterhalt|maintenance youthoffice
bescheid vom amt nicht verstanden|office migration
möchte besser deutsch sprechen|language
mein aufenthalt läuft bald ab|migration refugees
hab mein kind in der 20 woche verloren|grief
zwillinge geboren und völlig fertig|twins sponsors postnatal_help household
hab dunkle gedanken|socialpsych psychotherapy postpartum
kann mich über das baby nicht freuen|postpartum motherchild
mutter depressiv kinder brauchen hilfe|kips postpartum socialpsych psychotherapy
baby kommt aus der kinderklinik heim|aftercare child_nurse
jemand der mit dem großen auf den spielplatz geht|sponsors postnatal_help
erste hilfe bei babys lernen|education
mit 17 schwanger und von zu hause rausgeflogen|motherhome pregnancy
""",
    "typo": """
wer hilft bei postpataler depression|postpartum motherchild
hebamme gesuhct entbindung im juni|midwife family_midwife
schwangerschafts beratng|pregnancy
ich finde kein kitta platz|daycare
mein kind hört nich auf mich|parenting
schlefft nicht durch 9 monate|sleep crying
hilfe mein partner schlegt mich|women shelter
schuldn und kein ausweg|debts
wohnug gesucht mit 3 kindern|housing
untehalt vom vater|maintenance youthoffice
sprachentwiklung kind 3 jahre|speech early spz
bekenboden training|recovery
babby massage|massage
elternzet beantragen|parentalpay
alkohlproblem|addiction
haushaltshiffe|household
tageseltren|childminder
trennugn mit kind|couples single
asylberattung|refugees
pszchotherapie|psychotherapy
frühgeburd nachsorge|aftercare child_nurse
selbsthilfegrupppe|selfhelp
jugntamt|youthoffice
geburtsvorberietung paare|birthclass
schreibabi|crying
stilberaterin|breastfeeding
erziehngsberatung|parenting
familenhilfe|familyhelp
mutterkindheim|motherhome
wohngelt antrag stellen|housingbenefit
""",
    "umlaut": """
muede durch naechtliches aufwachen|sleep crying
aerger mit dem vermieter|housing
gewalttaetiger partner|women shelter
aengstlich nach geburt|postpartum motherchild psychotherapy
ploetzlich allein mit kind|single
fruehstueck fuer muetter|cafe
kindergaerten in der naehe|daycare
tagesvaeter|childminder
zuschuss fuer moebel baby|foundation jobcenter pregnancy
schwaeche im beckenboden|recovery
muskelschwaeche saeugling|physio
gehoerschaden kind|early spz paediatrician
frueh geboren|aftercare child_nurse
unterstuetzung zu hause durch ehrenamtliche|sponsors postnatal_help
eifersuechtiges geschwisterkind|parenting
eheschwierigkeiten|couples
schuldenuebersicht|debts
gefluechtet aus afghanistan|refugees migration
uebersetzung geburtsurkunde|migration
buergergeld fuer alleinerziehende|jobcenter single
vaeterrunde|fathers
saeuglinge foerdern bewegung|pekip physio playgroup early elternstart
sprachfoerderung fuer muetter|language
kinder von suechtigen eltern|kips
verlust waehrend der schwangerschaft|grief
psychische stoerung|socialpsych psychotherapy
zwillingsmuetter|twins
praevention familie stadt|office
oeffnungszeiten jugendamt|youthoffice
haeusliche pflege kind|child_nurse household aftercare
""",
    "compound and inflection": """
Ambulanz für schreiende Babys|crying
Sprechstunden für Schreibabys|crying
Schlafende Babys lernen|sleep
Treffen stillender Mütter|breastfeeding
Kurse zur Rückbildung|recovery
Gymnastik zur Rückbildung|recovery
Vorbereitungskurse auf die Geburt|birthclass
Schwimmen für Babys|swim
Säuglinge massieren|massage
Spielgruppen für Kleinkinder|playgroup
Gruppe zum Krabbeln|playgroup
Café für Eltern|cafe
Café für Mütter|cafe
Treff für Väter|fathers
Gruppe für Papas|fathers
Babys mit Koliken|crying
Eltern schlafloser Kinder|sleep crying
entzündete Brüste|breastfeeding midwife family_midwife
werdender Vater|fathers birthclass pregnancy
kranke Mütter|household emergencycare
überschuldete Haushalte|debts
misshandelte Frauen|women shelter
spielsüchtiger Mann|addiction
depressive Mütter|postpartum motherchild psychotherapy
geschiedene Eltern|couples single
aufmüpfiges Kleinkind|parenting
sprachverzögerte Kinder|speech early
behinderte Kinder|early spz selfhelp
früh geborene Kinder|aftercare child_nurse
fiebernde Kinder|paediatrician
""",
    "place and language": """
suche in {} eine Hebamme|midwife family_midwife|11
gibt es in {} eine Krabbelgruppe|playgroup|27
{} Kindergarten Nordviertel|daycare|39
Kinderarzt nahe {}|paediatrician|52
{}er Elterncafé|cafe|61
Sprachkurs in {}|language|78
Logopäde {}|speech|83
Babyschwimmen bei {}|swim|99
Trennungsberatung {}|couples|104
Jobcenter {}|jobcenter|119
Jugendamt von {}|youthoffice|128
Tagesmutter {} Weststadt|childminder|137
Familienhebamme {} gesucht|family_midwife|10
in {} Schulden loswerden|debts|26
Beratung für Schwangere in {}|pregnancy|36
{} Kita|daycare|48
Logopädie in {} und Umgebung|speech|54
Müttercafé {}|cafe|68
{}er Jugendamt|youthoffice|74
Erziehungsberatung Kreis {}|parenting|87
Psychotherapie {}|psychotherapy|101
Mieterberatung {}|housing|111
türkisch sprechender Kinderarzt in {}|paediatrician|0|tr
Suchtberatung auf Türkisch|addiction||tr
""",
}
