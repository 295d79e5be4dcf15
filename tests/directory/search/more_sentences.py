"""More whole sentences of everyday life; the search was tuned by all of them.

Met for the first time, before anything was mended: .789 of P@10. Lines read as those of `queries`.
"""

MORE_SENTENCES = {
    "third": """
bekomme das Kind in zwei Wochen und habe niemanden der danach zu mir kommt|midwife postnatal_help
der Nabel vom Baby sieht komisch aus, wer schaut mal drüber|midwife paediatrician
bin minderjährig und im fünften Monat|pregnancy motherhome youthoffice
ich kann mir das Kind nicht leisten und überlege abzubrechen|pregnancy
wir hatten eine Abtreibung im Kopf, wollen aber erst reden|pregnancy
Kinderwagen ist zu teuer für uns|foundation pregnancy jobcenter
Mama muss zur Kur, wer macht solange den Haushalt|household
Mutter liegt nach OP im Bett und der Papa arbeitet|household emergencycare
unsere Ärztin hat eine Haushaltshilfe verschrieben|household
der Kinderarzt sagt wir sollen zur Frühförderung|early
meine Hebamme meint ich soll zu einer Stillberatung|breastfeeding
Jugendamt hat uns eine Erziehungsberatung empfohlen|parenting
Kita meint unser Kind braucht Logopädie|speech
Frauenarzt schickt mich zur Schwangerschaftsberatung|pregnancy
Mutter sucht Deutschkurs|language
Vater sucht Hilfe bei Sucht|addiction
Familie sucht Wohnung|housing
Mama sucht Tagesmutter für ihre Zweijährige|childminder
junge Frau sucht Psychologin|psychotherapy
Paar sucht Hilfe nach Fehlgeburt|grief
meine Freundin sucht eine Hebamme|midwife
Oma sucht Krabbelgruppe für Enkel|playgroup
Elterncafé mit Kinderbetreuung|cafe
Geburtsvorbereitung mit Partner|birthclass
Rückbildung mit Baby|recovery
Familienzentrum mit Krabbelgruppe|familycentre playgroup
Sprachkurs wo ich mein Kind mitbringen kann|language
Frauenhaus mit Kindern|shelter
Schuldnerberatung ohne Termin|debts
Kita mit langen Öffnungszeiten|daycare
Stillgruppe für Zwillingsmamas|breastfeeding twins
Vätergruppe für getrennte Papas|fathers
Alleinerziehende mit Zwillingen sucht Hilfe im Haushalt|household single twins
mein Zweijähriger beißt in der Kita andere Kinder|parenting
Kind weint jeden Morgen beim Abgeben in der Kita|parenting daycare
meine Kleine isst fast nichts|paediatrician crying parenting
Kind will nur mit mir im Bett schlafen|sleep parenting crying
Baby nimmt die Flasche nicht|breastfeeding midwife crying paediatrician
Baby spuckt nach jeder Mahlzeit|paediatrician crying midwife
mein Sohn geht nicht aufs Töpfchen|parenting paediatrician
Kind hat Angst vor allem|parenting psychotherapy paediatrician
Geschwister eifersüchtig auf das neue Baby|parenting
große Schwester schlägt das Baby|parenting
bin nur noch am Schreien mit meinen Kindern|parenting education
mir rutscht manchmal die Hand aus|parenting education youthoffice crying
ich habe Angst dass ich mein Baby schüttle|crying postpartum socialpsych
niemand versteht mich, alles ist mir zu viel mit dem Baby|postpartum motherchild sponsors postnatal_help
ich funktioniere nur noch|postpartum motherchild psychotherapy
ich bin so wütend auf mein Baby|postpartum crying motherchild
bin traurig obwohl das Baby gesund ist|postpartum motherchild
mein Mann hat seit der Geburt Depressionen|postpartum psychotherapy fathers motherchild
er schreit mich vor den Kindern an und wirft Sachen|women shelter couples
mein Ex steht ständig vor meiner Tür|women shelter
ich werde zuhause eingesperrt|women shelter
meine Schwiegermutter mischt sich in alles ein|parenting couples
Papa will die Kinder nach der Trennung nicht sehen|couples youthoffice parenting
mein Ex lässt mich die Kinder nicht sehen|couples youthoffice parenting
mein Mann verspielt unser ganzes Geld|addiction debts
Freund kifft vor dem Baby|addiction
die ganze Familie trinkt zu viel|addiction
wie komme ich von den Tabletten weg|addiction
Inkasso ruft jeden Tag an|debts
Strom wurde abgestellt|debts jobcenter
Ratenzahlung beim Möbelhaus nicht geschafft|debts
habe eine Räumungsklage bekommen|housing
wir schlafen bei Freunden auf der Couch|housing
der Schimmel im Kinderzimmer macht krank|housing
mein Visum läuft ab|migration refugees
wir dürfen nur noch drei Monate in Deutschland bleiben|migration refugees
Übersetzung der Geburtsurkunde fürs Amt|migration refugees office
kann kein Deutsch und brauche Hilfe beim Ausfüllen|office migration language
Kleiner guckt mich nie an und reagiert nicht auf seinen Namen|early spz speech paediatrician
unser Kind ist blind geboren|early spz
Baby ist sehr schlaff und hebt den Kopf nicht|physio early spz paediatrician
läuft mit anderthalb noch nicht|physio early spz paediatrician
Zweieinhalb und redet kein Wort|speech early
mein Kind kann kein K aussprechen|speech
unser Kind zappelt nur rum und kann sich nicht konzentrieren|spz parenting
Milch schießt nicht ein|breastfeeding midwife
Brust ist hart und rot|breastfeeding midwife
Kurs für Paare vor der Geburt|birthclass
wie läuft das im Kreißsaal ab|birthclass midwife pregnancy
Beckenboden trainieren nach der Schwangerschaft|recovery
Termin für die U6|paediatrician
Zecke beim Kind|paediatrician
planschen mit dem Baby|swim
Baby sanft durchkneten|massage
wo können Kleinkinder toben wenn es regnet|playgroup familycentre
Frühstück mit anderen Eltern|cafe
ich fühle mich als Mutter so allein|cafe single sponsors postpartum selfhelp
als Vater allein unter Müttern|fathers
Wickelkurs für werdende Väter|fathers birthclass education
Zwillinge bald da und wir wissen nicht wie das geht|twins midwife birthclass pregnancy
unser Sternchen|grief
habe mein Baby in der zwanzigsten Woche verloren|grief
meine Freundin hatte eine Totgeburt, wie kann ich helfen|grief
welche Angebote gibt es für uns mit Neugeborenem|office welcome familycentre midwife
wo kann ich einfach mal nachfragen was es alles gibt|office familycentre
Amt schreibt mir und ich verstehe nichts|office migration
Familienhelferin soll kommen, wie beantragt man das|familyhelp youthoffice
wer nimmt mein Kind, wenn ich ins Krankenhaus muss|emergencycare household youthoffice
Babysitter krank und morgen Prüfung|emergencycare
suche Platz für Einjährige ab Sommer|daycare childminder
Kitaabsage bekommen, was jetzt|daycare childminder youthoffice
Eingewöhnung bei der Tagesmutter|childminder
unsere Kinder merken dass Mama psychisch krank ist|kips
Papa ist Alkoholiker und die Große zieht sich zurück|kips addiction
Elternzeit teilen und wer zahlt|parentalpay
Mutterschaftsgeld und danach Elterngeld|parentalpay
Familienkasse hat nicht gezahlt|childbenefit
Kindergeld für das zweite Kind|childbenefit
Miete frisst unser Gehalt auf|housingbenefit housing jobcenter
Antrag Wohngeld|housingbenefit
am Monatsende reicht es nicht für Windeln|jobcenter foundation debts
Bürgergeld mit Baby|jobcenter
Vater unbekannt, wer zahlt Unterhalt|maintenance youthoffice
mein Ex ist pleite und zahlt nicht fürs Kind|maintenance youthoffice
Freizeit für Familien mit behindertem Kind|early selfhelp familycentre
selber betroffen und möchte mich austauschen|selfhelp
Treffen für Eltern mit krebskranken Kindern|selfhelp aftercare
darf ich mit Baby zusammen in die Klinik|motherchild
Behandlung wo das Baby bei mir bleibt|motherchild
Wohnen mit Betreuung für mich und mein Neugeborenes|motherhome
kann nicht mehr bei meinen Eltern wohnen und bin schwanger|motherhome pregnancy housing
wir sind mit den Nerven am Ende weil das Baby nicht schläft|sleep crying
alles schreit, ich auch|crying parenting
wir brauchen mal jemanden zum Zuhören|socialpsych psychotherapy sponsors parenting
Kinderkrankenschwester die zu uns nach Hause kommt|child_nurse
unser Herzkind kommt aus der Klinik|aftercare child_nurse
ehrenamtliche Person die mal mit dem Großen spielt|sponsors postnatal_help
wer kommt nach der Geburt zum Gratulieren|welcome
Mütter aus Afghanistan treffen sich wo|cafe migration language familycentre refugees
""",
}
