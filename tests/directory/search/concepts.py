"""Kinds of help as a German directory names them: the ground truth that no analyser has seen.

Two lines per concept: key | type | words for it, as providers write them; then what they say about it.
"""

from dataclasses import dataclass
from functools import cache

LINES = """
midwife|A1|Hebamme;Hebammenpraxis;Nachsorgehebamme;Beleghebamme
  Wir besuchen Sie im Wochenbett und schauen nach Mutter und Kind.
family_midwife|A2|Familienhebamme;Familienhebammen
  Längere Unterstützung zu Hause bis zum ersten Geburtstag, auch in schwierigen Zeiten.
child_nurse|A3|Familien-Kinderkrankenschwester;Familien-Gesundheits- und Kinderkrankenpflege
  Eine Pflegefachkraft kommt zu Familien mit krankem oder früh geborenem Kind.
sponsors|A4|Familienpaten;Patenschaften für Familien;Patenprojekt
  Freiwillige schenken Ihnen ein paar Stunden in der Woche.
postnatal_help|A5|Ehrenamtliche Wochenbetthilfe;Nachgeburtshilfe
  Praktische Entlastung im ersten Jahr, ein- bis zweimal in der Woche.
welcome|A6|Willkommensbesuch;Babybegrüßungsdienst
  Wir begrüßen Neugeborene und bringen einen Ordner mit Adressen.
household|A7|Haushaltshilfe;Familienpflege;Dorfhelferinnen
  Wir kochen, putzen und versorgen die Geschwister, wenn Sie krank sind.
aftercare|A8|Sozialmedizinische Nachsorge;Bunter Kreis
  Begleitung nach dem Krankenhaus für schwer kranke und zu früh geborene Kinder.
pregnancy|B1|Schwangerschaftsberatung;Schwangerenberatung;Schwangerschaftskonfliktberatung
  Vertrauliche Gespräche für werdende Mütter und Väter.
foundation|B2|Bundesstiftung Mutter und Kind;Stiftungsmittel für werdende Mütter
  Geld für die Erstausstattung, solange das Kind noch nicht geboren ist.
parenting|B3|Erziehungsberatung;Familienberatung;Erziehungsberatungsstelle
  Gespräche über Trotz, Streit und Grenzen.
couples|B4|Paarberatung;Eheberatung;Trennungsberatung
  Wenn zwei sich nicht mehr verstehen oder auseinandergehen.
debts|B5|Schuldnerberatung;Insolvenzberatung;Schuldnerhilfe
  Wir ordnen Rechnungen und verhandeln mit Gläubigern.
migration|B6|Migrationsberatung;Migrationsdienst;Integrationsagentur
  Hilfe beim Ankommen, bei Aufenthalt und Anerkennung.
refugees|B6|Flüchtlingsberatung;Asylberatung;Beratung für Geflüchtete
  Rechte und Wege für Menschen mit Fluchterfahrung.
addiction|B7|Suchtberatung;Drogenberatung;Suchthilfe
  Vertraulich reden über Alkohol, Cannabis und Tabletten.
women|B8|Frauenberatungsstelle;Frauennotruf;Fachstelle gegen häusliche Gewalt
  Schutz und Beistand bei Gewalt durch den Partner.
shelter|B8|Frauenhaus;Schutzwohnung für Frauen
  Ein sicherer Ort für Frauen und ihre Kinder, Tag und Nacht.
single|B9|Beratung für Alleinerziehende;Treffpunkt Alleinerziehende
  Für Mütter und Väter, die den Alltag ohne Partner stemmen.
housing|B9|Wohnungsnotfallhilfe;Wohnberatung;Mieterberatung
  Wenn die Kündigung droht oder eine Unterkunft fehlt.
crying|C1|Schreiambulanz;Schreibabyambulanz;Schreibabysprechstunde
  Für untröstliche Säuglinge und erschöpfte Eltern, auch bei Schlafproblemen.
sleep|C1|Schlafberatung für Babys;Schlafcoaching
  Wenn die Nächte kurz sind und alle müde.
motherchild|C2|Mutter-Kind-Ambulanz;Mutter-Kind-Station
  Behandlung seelischer Krisen rund um die Geburt.
postpartum|C2|Sprechstunde postpartale Depression;Peripartale Sprechstunde
  Bei Traurigkeit, Angst und Leere nach der Entbindung.
psychotherapy|C3|Psychotherapie;Psychotherapeutische Praxis
  Behandlung von Ängsten und Erschöpfung.
socialpsych|C3|Sozialpsychiatrischer Dienst
  Das Gesundheitsamt berät bei seelischen Erkrankungen und kommt ins Haus.
early|C4|Frühförderung;Frühförderstelle;Heilpädagogische Frühförderung
  Entwicklung stärken vom Säuglingsalter bis zur Einschulung.
spz|C5|Sozialpädiatrisches Zentrum
  Diagnostik und Therapie bei Entwicklungsstörungen.
breastfeeding|C6|Stillberatung;Stillgruppe;Stillcafé
  Fragen zum Anlegen, zur Milchmenge und zum Abstillen.
birthclass|C6|Geburtsvorbereitungskurs;Geburtsvorbereitung
  Atmen, Entspannen und Wissenswertes für den Kreißsaal.
recovery|C6|Rückbildungsgymnastik;Rückbildungskurs
  Beckenboden kräftigen nach der Entbindung.
physio|C6|Kinderphysiotherapie;Physiotherapie für Säuglinge
  Krankengymnastik bei Schiefhals und Muskelschwäche.
speech|C4|Logopädie;Logopädische Praxis
  Behandlung bei Sprachstörungen und Schluckproblemen.
paediatrician|C5|Kinderarztpraxis;Kinderärztin;Kinderarzt
  Vorsorgeuntersuchungen U1 bis U9 und Impfungen.
swim|D2|Babyschwimmen;Wassergewöhnung für Babys
  Gemeinsam planschen im warmen Becken.
massage|D2|Babymassage;Babymassagekurs
  Sanfte Griffe, die beruhigen.
playgroup|D2|Krabbelgruppe;Spielgruppe;Eltern-Kind-Gruppe
  Singen, Krabbeln und Plaudern für die Kleinsten.
pekip|D2|PEKiP-Kurs;PEKiP-Gruppe
  Spiel- und Bewegungsanregungen im ersten Lebensjahr.
elternstart|D2|Elternstart NRW
  Ein kostenloses Angebot für Eltern mit einem Kind im ersten Lebensjahr.
cafe|D1|Elterncafé;Müttercafé;Offener Elterntreff
  Einfach vorbeikommen, Kaffee trinken und andere kennenlernen.
fathers|D1|Vätergruppe;Vätertreff;Papa-Kind-Treff
  Nur für Männer mit Nachwuchs.
familycentre|D3|Familienzentrum
  Kurse, Spielräume und Gespräche unter einem Dach.
education|D3|Familienbildungsstätte;Familienbildung;Elternkurs
  Seminare rund um Erziehung und Zusammenleben.
language|D3|Sprachkurs;Deutschkurs mit Kinderbetreuung;Integrationskurs
  Die Sprache lernen, während die Kinder betreut werden.
selfhelp|D4|Selbsthilfegruppe;Selbsthilfekontaktstelle
  Betroffene tauschen sich aus und stärken einander.
twins|D4|Zwillingstreff;Mehrlingsgruppe
  Für alle, die gleich doppelt oder dreifach beschenkt wurden.
grief|D4|Trauergruppe für verwaiste Eltern;Trauerbegleitung;Sternenkinder-Treff
  Nach Fehlgeburt oder Tod eines Kindes.
office|E1|Familienbüro;Koordinierungsstelle Frühe Hilfen;Familienservice
  Die Lotsenstelle der Stadt für alle Anliegen.
familyhelp|E2|Sozialpädagogische Familienhilfe;Flexible Erziehungshilfe
  Eine Fachkraft begleitet im Auftrag des Amtes über Monate.
youthoffice|E2|Jugendamt;Allgemeiner Sozialer Dienst
  Ansprechpartner des Bezirks in schwierigen Lagen.
motherhome|E3|Mutter-Kind-Haus;Mutter-Kind-Einrichtung;Vater-Mutter-Kind-Wohnen
  Betreut wohnen mit kleinem Kind.
daycare|E4|Kindertagesstätte;Kita;Kindergarten
  Plätze für Kinder unter und über drei Jahren.
childminder|E4|Kindertagespflege;Tagesmutter;Tagespflege
  Kleine Gruppen in familiärer Umgebung.
emergencycare|E4|Notbetreuung;Notmütterdienst
  Kurzfristig jemand für die Kinder, wenn ein Elternteil ausfällt.
kips|E5|Gruppe für Kinder psychisch kranker Eltern;Gruppe für Kinder suchtkranker Eltern
  Ein Ort für größere Geschwister, deren Eltern erkrankt sind.
parentalpay|F1|Elterngeldstelle;Elterngeldberatung
  Anträge für die Zeit nach der Entbindung.
childbenefit|F1|Familienkasse;Kindergeldstelle
  Kindergeld und Kinderzuschlag beantragen.
housingbenefit|F1|Wohngeldstelle
  Zuschuss zur Miete für kleine Einkommen.
jobcenter|F1|Jobcenter
  Bürgergeld und einmalige Leistungen zur Erstausstattung.
maintenance|F1|Unterhaltsvorschussstelle;Unterhaltsvorschuss
  Wenn ein Elternteil nicht zahlt.
"""


@dataclass(frozen=True)
class Concept:
    """One kind of help."""

    key: str
    type_code: str
    labels: tuple[str, ...]
    says: str


@cache
def concepts() -> tuple[Concept, ...]:
    found = []
    lines = LINES.strip().splitlines()
    for line, says in zip(lines[::2], lines[1::2], strict=True):
        key, type_code, labels = line.split("|")
        found.append(Concept(key, type_code, tuple(labels.split(";")), says.strip()))
    return tuple(found)
