"""A third set: written by somebody who knew the names of the kinds of help and nothing of the search.

Met for the first time it reached .975 of P@10 (before the search learnt everyday sentences: .929), no query
without a hit; by class 1.0, 1.0, 1.0, 1.0, .967, .964, 1.0 and, for everyday phrases, .867. Then splits such
as "Hebammen-Praxis" were mended by it. Lines read as those of `queries`.
"""

THIRD_SET = {
    "exact": """
Nachsorgehebamme|midwife
Familienhebammen|family_midwife
Familien-Gesundheits- und Kinderkrankenpflege|child_nurse
Patenprojekt|sponsors
Nachgeburtshilfe|postnatal_help
Willkommensbesuch|welcome
Dorfhelferinnen|household
Sozialmedizinische Nachsorge|aftercare
Schwangerschaftskonfliktberatung|pregnancy
Bundesstiftung Mutter und Kind|foundation
Erziehungsberatungsstelle|parenting
Trennungsberatung|couples
Insolvenzberatung|debts
Integrationsagentur|migration
Asylberatung|refugees
Suchthilfe|addiction
Frauennotruf|women
Schutzwohnung für Frauen|shelter
Wohnungsnotfallhilfe|housing
Schreiambulanz|crying
Mutter-Kind-Station|motherchild
Sozialpsychiatrischer Dienst|socialpsych
Sozialpädiatrisches Zentrum|spz
Rückbildungskurs|recovery
Logopädische Praxis|speech
Elternstart NRW|elternstart
Trauergruppe für verwaiste Eltern|grief
Sozialpädagogische Familienhilfe|familyhelp
Notmütterdienst|emergencycare
Unterhaltsvorschuss|maintenance
""",
    "typo": """
Beratung für Alleinerzihende|single
Schlafcoching|sleep
postpartale Depresion|postpartum motherchild
Psychoterapie|psychotherapy
Frühförderng|early
Stilberatung|breastfeeding
Geburtsvorbereitugskurs|birthclass
Kinderphysiotherpie|physio
Kinderartz|paediatrician
Babyschwimen|swim
Babymasage|massage
Krabelgruppe|playgroup
Pekib Kurs|pekip
Eltercafé|cafe
Vätergrupe|fathers
Familienzentum|familycentre
Familienbildungstätte|education
Intergrationskurs|language
Selbsthifegruppe|selfhelp
Zwilingstreff|twins
Familenbüro|office
Jugentamt|youthoffice
Muter-Kind-Haus|motherhome
Kindergaten|daycare
Tagesmuter|childminder
Gruppe für Kinder psychich kranker Eltern|kips
Elterngeltstelle|parentalpay
Famlienkasse|childbenefit
Wohngeldstele|housingbenefit
Jopcenter|jobcenter
""",
    "umlaut": """
Babybegruessungsdienst|welcome
Stiftungsmittel fuer werdende Muetter|foundation
Fluechtlingsberatung|refugees
Beratung fur Gefluchtete|refugees
haeusliche Gewalt|women shelter
Schutzwohnung fuer Frauen|shelter
Beratung fuer Alleinerziehende|single
Schlafberatung fuer Babys|sleep
Fruehfoerderung|early
Fruhforderstelle|early
Sozialpaediatrisches Zentrum|spz
Sozialpadiatrisches Zentrum|spz
Stillcafe|breastfeeding
Rueckbildungsgymnastik|recovery
Ruckbildung|recovery
Physiotherapie fuer Saeuglinge|physio
Logopaedie|speech
Logopadin|speech
Kinderaerztin|paediatrician
Wassergewoehnung Baby|swim
Muettercafe|cafe
Vaetergruppe|fathers
Vatertreff|fathers
Familienbildungsstaette|education
Familienbuero|office
Koordinierungsstelle Fruehe Hilfen|office
sozialpaedagogische Familienhilfe|familyhelp
Kindertagesstaette|daycare
Notmuetterdienst|emergencycare
Gruppe fuer Kinder psychisch kranker Eltern|kips
""",
    "prefix": """
hebam|midwife
familienheb|family_midwife
familien-kinderk|child_nurse
familienpat|sponsors
wochenbetthi|postnatal_help
haushaltsh|household
bunter kr|aftercare
schwangerenb|pregnancy
erziehungsbera|parenting
paarbe|couples
schuldnerb|debts
migrationsb|migration
suchtb|addiction
frauenhau|shelter
mieterb|housing
schreiam|crying
peripart|postpartum
psychoth|psychotherapy
sozialpsy|socialpsych
geburtsvorb|birthclass
krabbelg|playgroup
familienzen|familycentre
integrationsk|language
selbsthi|selfhelp
mehrlingsg|twins
trauerbeg|grief
jugendam|youthoffice
kindertagespf|childminder
elterngelds|parentalpay
unterhaltsv|maintenance
""",
    "compound and inflection": """
Hebammen-Praxis|midwife
Familienkinderkrankenschwestern|child_nurse
Familien Paten|sponsors
Wochenbetthilfen ehrenamtlich|postnatal_help
Willkommensbesuche|welcome
Haushaltshilfen|household
Schwangerschafts Beratung|pregnancy
Mittel der Bundesstiftung Mutter-und-Kind|foundation
Beratung bei Schulden|debts
Migranten Beratung|migration
Beratungsstelle für Frauen|women
Frauenhäuser|shelter
Treffpunkte für Alleinerziehende|single
Schreibaby Ambulanzen|crying
Schlaf-Beratung|sleep
Psychotherapeutin|psychotherapy
Kinder-Physiotherapeut|physio
Frühförderstellen|early
Kurs zur Geburtsvorbereitung|birthclass
Baby Schwimmen|swim
Spielgruppen|playgroup
Zwillingstreffen|twins
Trauerbegleiterin|grief
Familien-Zentren|familycentre
Gruppen zur Selbsthilfe|selfhelp
Jugendämter|youthoffice
Mutter Kind Einrichtungen|motherhome
Tagesmütter|childminder
Gruppen für Kinder von suchtkranken Eltern|kips
Antrag auf Unterhaltsvorschuss|maintenance
""",
    "place and language": """
Familienhebamme russisch|family_midwife||ru
Bunter Kreis {}|aftercare|12
Erziehungsberatung auf Türkisch|parenting||tr
Eheberatung französisch|couples||fr
Asylberatung auf Farsi|refugees||fa
Suchtberatung polnisch|addiction||pl
Mieterberatung {}|housing|5
Mutter-Kind-Ambulanz nähe {}|motherchild|88
Sprechstunde postpartale Depression englisch|postpartum||en
Sozialpsychiatrischer Dienst {}|socialpsych|140
SPZ {}|spz|61
Stillberaterin arabisch|breastfeeding||ar
Rückbildungskurs in {}|recovery|19
Logopädie kurdisch|speech||ku
Babymassage in {}|massage|102
PEKiP {}|pekip|73
elternstart nrw {}|elternstart|155
Elterncafé rumänisch|cafe||ro
Vätergruppe {}|fathers|28
Elternkurs auf Spanisch|education||es
Deutschkurs mit Kinderbetreuung {}|language|170
Familienbüro {}|office|8
Familienhelferin bulgarisch|familyhelp||bg
Kita in {}|daycare|131
Notbetreuung {}|emergencycare|96
{} Elterngeldstelle|parentalpay|184
Familienkasse italienisch|childbenefit||it
Wohngeld beantragen {}|housingbenefit|39
Jobcenter albanisch|jobcenter||sq
""",
    "synonym": """
Geburtshelferin|midwife
FGKiKP|child_nurse
wellcome|postnatal_help
Leihoma|sponsors
Neugeborenenbesuch|welcome
Scheidungsberatung|couples
Privatinsolvenz|debts
MBE|migration
Alkoholentzug|addiction
women's shelter|shelter
Einelternfamilie|single
Obdachlosenhilfe|housing
PPD|postpartum motherchild
Psychologe|psychotherapy
Entwicklungsdiagnostik|spz early
Laktationsberatung|breastfeeding
antenatal class|birthclass
Beckenbodentraining|recovery
Vojta|physio
Sprachtherapie|speech
Pädiater|paediatrician
Mutter-Kind-Gruppe|playgroup
Prager Eltern-Kind-Programm|pekip
German course|language
SPFH|familyhelp
ASD|youthoffice
Krippe|daycare
Tagesvater|childminder
Hartz 4|jobcenter
UVG|maintenance
""",
    "everyday": """
mit 17 Mutter, wer hilft|family_midwife motherhome pregnancy youthoffice office
krank und keiner macht Haushalt|household
Frühchen kommt nach Hause|aftercare child_nurse family_midwife
ungewollt schwanger was jetzt|pregnancy
schwanger kein Geld für Kinderwagen|foundation pregnancy jobcenter
Kind haut und hört nicht|parenting education
Abschiebung droht|refugees migration
mein Mann schlägt mich|women shelter
Baby schreit stundenlang|crying
Baby wacht nachts ständig auf|sleep crying
seit Geburt nur noch weinen|postpartum motherchild
mein Mann hört Stimmen|socialpsych
Kind läuft noch nicht|early spz physio paediatrician
mit Baby ins Wasser|swim
Baby Bauchweh massieren lernen|massage
Kurs mit Baby ohne Kosten|elternstart
andere Mütter kennenlernen|cafe playgroup familycentre
Papa sucht andere Papas|fathers
was gibt's im Stadtteil für Familien|familycentre office cafe
lernen wie man Kinder erzieht|education parenting
andere mit gleicher Krankheit treffen|selfhelp
andere Eltern mit Zwillingen|twins
Baby im Bauch gestorben|grief
weiß nicht wer zuständig ist|office
allein wohnen mit Baby überfordert mich|motherhome family_midwife familyhelp
Tagesmutter krank, muss arbeiten|emergencycare
Papa trinkt, großer Sohn leidet|kips addiction
Geld in der Elternzeit|parentalpay
Kindergeld kommt nicht|childbenefit
Miete zu teuer|housingbenefit housing jobcenter
""",
}
