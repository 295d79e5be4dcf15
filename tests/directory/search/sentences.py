"""Whole sentences of everyday life, written before the search learnt how sentences are built.

Split by a seed before anything was measured: the tuned half first reached .826 of P@10, the held out one
.779; when the search had learnt by the first half and by `more_sentences`, .900 and .786. Then the second was
looked at too. Lines read as those of `queries`.
"""

SENTENCES = {
    "tuned": """
wer kommt nach der Entbindung zum Wiegen vorbei|midwife family_midwife
meine Hebamme hat mir abgesagt und jetzt stehe ich ohne da|midwife family_midwife
im achten Monat und noch niemanden für die Nachsorge gefunden|midwife family_midwife
jemand vom Fach der uns das ganze erste Jahr daheim begleitet|family_midwife child_nurse
Kind chronisch krank und wir sind unsicher mit der Pflege zuhause|child_nurse aftercare
neugeborene Zwillinge und ich schaffe den Alltag nicht|postnatal_help twins household sponsors family_midwife
liege im Krankenhaus, wer versorgt daheim die Kinder|household emergencycare
darf wegen Risikoschwangerschaft nur liegen und habe noch zwei Kleine|household
Bein gebrochen und der Haushalt bleibt liegen|household
wer begleitet uns nach der Intensivstation mit dem Baby|aftercare child_nurse
Test ist positiv und ich bin total durcheinander|pregnancy
Geld für Babybett und Wickelkommode, bin im sechsten Monat|foundation pregnancy jobcenter
wer zahlt Umstandskleidung wenn man wenig hat|foundation pregnancy jobcenter
mein Dreijähriger schmeißt sich im Supermarkt auf den Boden|parenting education
meine Tochter macht was sie will und ich schreie nur noch rum|parenting education
die Kinder streiten den ganzen Tag, ich weiß keinen Rat|parenting education
Partner und ich reden kaum noch miteinander|couples parenting
der Gerichtsvollzieher war da|debts
wer kann mir beim Familiennachzug helfen|migration refugees
ich rauche in der Schwangerschaft und schaffe es nicht aufzuhören|addiction pregnancy
mein Bruder nimmt Drogen und wohnt bei uns|addiction
bin seit zwei Jahren clean und habe Angst vor einem Rückfall|addiction selfhelp
mein Partner kontrolliert mein Handy und schubst mich|women shelter
er droht mir die Kinder wegzunehmen wenn ich gehe|women shelter youthoffice couples
traue mich wegen meinem Mann nicht mehr nach Hause|women shelter
wo sind Frauen mit Kindern sicher vor dem Ehemann|shelter women
ich ziehe meine zwei Kinder ganz alleine groß|single
der Vater ist weg und ich muss alles allein stemmen|single maintenance
der Vermieter wirft uns raus|housing
wir leben zu fünft in zwei Zimmern|housing
Heizung geht nicht und der Vermieter tut nichts|housing
mein Säugling brüllt abends drei Stunden lang|crying
Baby lässt sich einfach nicht ablegen und weint sofort|crying sleep
Kind will abends einfach nicht ins Bett|sleep parenting crying
wir haben seit Monaten keine Nacht durchgeschlafen|sleep crying
seit das Baby da ist heule ich ohne Grund|postpartum motherchild
habe nachts Panik und Herzklopfen|psychotherapy postpartum socialpsych
mein Bruder redet wirres Zeug und fühlt sich verfolgt|socialpsych
ich will einfach nicht mehr da sein|socialpsych psychotherapy
Kind ist in der Entwicklung hinterher sagt die Kita|early spz
habe zu wenig Milch, was tun|breastfeeding midwife
mein Baby trinkt nicht richtig an der Brust|breastfeeding midwife crying
Brustwarzen bluten beim Stillen|breastfeeding midwife
wann soll ich mit dem Abstillen anfangen|breastfeeding midwife
mein Bauch ist nach der Geburt noch schlaff, was kann ich machen|recovery midwife
verliere beim Niesen Urin seit der Geburt|recovery midwife
mein Baby schaut immer nur zur linken Seite|physio paediatrician
mein Kind verschluckt ganze Silben und man versteht es nicht|speech
unser Sohn stottert seit er im Kindergarten ist|speech
wer impft mein Kind|paediatrician
kein Arzt nimmt unser Baby auf|paediatrician
mit dem Kleinen ins Schwimmbad gehen, gibt es einen Kurs|swim
ich möchte lernen mein Baby zu streicheln und zu massieren|massage
mein Kind soll mal mit anderen Kindern zusammen kommen|playgroup daycare
Kurs für Babys ab drei Monaten wo sie nackt sind|pekip
Bewegung und Spiel für mein Baby im ersten Jahr|pekip elternstart playgroup
gemütlich Kaffee trinken mit anderen Mamas|cafe
sitze den ganzen Tag allein mit dem Baby daheim|cafe sponsors playgroup familycentre welcome
neu hergezogen und kenne keine anderen Eltern|cafe familycentre playgroup welcome
bin frisch Papa und würde gern andere Väter treffen|fathers
Angebot wo Papa mit dem Kind am Wochenende was macht|fathers
was kann man hier im Viertel mit kleinen Kindern machen|familycentre playgroup cafe office
will Deutsch lernen aber habe ein Baby|language
Gruppe für Leute mit derselben Krankheit|selfhelp
ich weiß nicht wohin mit meinen Fragen|office familycentre
wer sagt mir welche Hilfe es in der Stadt überhaupt gibt|office familycentre
jemand vom Amt soll uns bei der Erziehung zuhause helfen|familyhelp youthoffice parenting
ich mache mir Sorgen um das Nachbarskind|youthoffice
Pflegeeltern werden|youthoffice
bin 16 und kann mit dem Baby nicht bei meinen Eltern bleiben|motherhome youthoffice
Kita hat zu und ich muss arbeiten|emergencycare childminder daycare
mein Mann ist in der Psychiatrie und die Kinder leiden|kips socialpsych
ich trinke und mache mir Sorgen um meine Kinder|kips addiction
Zuschlag zum Kindergeld weil ich wenig verdiene|childbenefit
gibt es Geld vom Staat für die Miete|housingbenefit jobcenter
arbeitslos und kein Essen mehr im Kühlschrank|jobcenter debts foundation office
Kindsvater zahlt keinen Cent|maintenance youthoffice
""",
    "held out": """
wir sind sehr jung Eltern geworden und brauchen länger Begleitung|family_midwife familyhelp sponsors
unser Baby hat eine Magensonde, wer zeigt uns zuhause alles|child_nurse aftercare
ich hätte gern jemanden der einmal pro Woche mit den Kindern rausgeht|sponsors postnatal_help
unsere Großeltern leben weit weg, wer kann Oma ersetzen|sponsors
suche nette ältere Dame als Ersatzoma|sponsors
nach der Geburt keiner da der mal anpackt|postnatal_help sponsors household
wer bringt das Begrüßungspaket fürs Neugeborene|welcome
wann kommt jemand von der Stadt das Baby begrüßen|welcome
unser Frühchen darf endlich heim und wir haben Angst|aftercare child_nurse family_midwife
ich weiß nicht, ob ich das Kind bekommen soll|pregnancy
mein Freund will dass ich es wegmachen lasse|pregnancy
mit wem kann ich über die Schwangerschaft reden ohne dass es jemand erfährt|pregnancy
mein Sohn lügt mich ständig an|parenting
wir wollen uns trennen, wie sagen wir es den Kindern|couples parenting
mein Mann ist fremdgegangen|couples
wir kriegen uns wegen jeder Kleinigkeit in die Haare|couples parenting
kann meine Raten nicht mehr abbezahlen|debts
Konto gepfändet, was kann ich machen|debts
überall Mahnungen und ich mache die Post nicht mehr auf|debts
bin neu in Deutschland und verstehe die Briefe nicht|migration refugees office
mein Diplom aus Syrien anerkennen lassen|migration refugees
wir sind aus der Ukraine geflohen, wer berät uns|refugees migration
wohnen mit Baby im Flüchtlingsheim, brauchen Beratung|refugees migration
mein Mann kommt vom Bier nicht los|addiction
muss heute Nacht mit den Kindern weg von ihm|shelter women
Alleinerziehende Mama sucht Gleichgesinnte|single
finde mit Baby keine bezahlbare Wohnung|housing
mein baby schreit nur noch|crying
ich halte das Gebrüll nicht mehr aus|crying
unser Kleiner wacht jede Stunde auf und will die Flasche|sleep crying
stationäre Behandlung für Mama und das Baby darf mit|motherchild
nach der Geburt fühle ich mich nur noch leer und fremd|postpartum motherchild
meine Frau ist seit der Entbindung wie ausgewechselt|postpartum motherchild
ich kann für mein Baby nichts empfinden|postpartum motherchild
suche Therapeutin wegen meiner Ängste|psychotherapy postpartum
ich schlafe nicht mehr und grüble die ganze Zeit|psychotherapy postpartum socialpsych sleep
meine Mutter ist psychisch krank und lehnt jede Hilfe ab|socialpsych kips
unser Sohn ist viel langsamer als andere in seinem Alter|early spz paediatrician
wer fördert unser Kind mit Trisomie 21|early spz
Untersuchung ob unser Kind Autismus hat|spz early
wo kann man ADHS feststellen lassen|spz paediatrician
erstes Kind kommt im Juli, wo kann man sich auf die Geburt vorbereiten|birthclass midwife
lernen wie man die Wehen wegatmet|birthclass midwife
Kopf vom Baby ist hinten ganz platt|physio paediatrician
mit zwei Jahren sagt er nur Mama|speech early spz paediatrician
Baby hat hohes Fieber und Ausschlag|paediatrician
Griffe gegen Blähungen lernen|massage midwife crying
Singen und Spielen mit anderen Einjährigen|playgroup pekip elternstart
wo treffen sich Mamas mit ihren Krabbelkindern|playgroup cafe
Elternkurs fürs erste Jahr der nichts kostet|elternstart education
gibt es etwas nur für Väter|fathers
ein Haus wo es Kurse und Beratung für Familien gibt|familycentre education
Erste Hilfe am Baby lernen|education familycentre midwife
Kurs wie man mit Trotz umgeht|education parenting
Deutschkurs mit Kinderbetreuung|language
meine Frau muss besser Deutsch sprechen|language
andere Betroffene zum Reden finden|selfhelp
wir bekommen Drillinge|twins pregnancy midwife
Eltern von Zwillingen kennenlernen|twins
unser Baby ist im siebten Monat still zur Welt gekommen|grief
meine Schwester hat ihr Kind verloren|grief
plötzlicher Kindstod, wir sind verzweifelt|grief
brauche jemand der mit aufs Amt geht|office migration sponsors familyhelp
Familienhelfer der regelmäßig kommt und uns unterstützt|familyhelp
Sorgerecht unverheiratet wo unterschreiben|youthoffice
Wohngruppe für junge Mütter mit Baby|motherhome
ab wann kann ich mein Kind in die Krippe geben|daycare childminder youthoffice
muss wieder arbeiten, wohin mit dem Kind|daycare childminder
ich suche jemanden der mein Kind mit einem Jahr tagsüber nimmt|childminder daycare
Betreuung in kleiner Gruppe bei einer Frau zuhause|childminder
plötzlich krank geworden, wer holt die Kinder ab|emergencycare household
wie lange kann ich zuhause bleiben und wie viel Geld kriege ich nach der Geburt|parentalpay
Formular für Elterngeld verstehe ich nicht|parentalpay office
wo melde ich mein Baby fürs Kindergeld an|childbenefit
kann die Miete nicht mehr allein bezahlen|housingbenefit housing jobcenter debts
brauche Geld weil ich keine Arbeit habe|jobcenter
der Ex überweist seit Monaten nichts fürs Kind|maintenance youthoffice
""",
}
