"""What people type about everyday life: the half that the search was mended by.

Written in one go as a navigator, a mother, a father, a grandmother, a doctor's assistant or a worker of a
family office would type, before the author had read the analyser or the synonyms of that day; then parted in
two by a fixed seed, class by class. This half was looked at while the search was mended: it guards
what was reached. Mean P@10 before: .748, one of 123 without a hit.

Lines read as those of `queries`.
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
}
