"""What services say in other languages and in easy language, for a third of a made directory. Seeded."""

import random

SAYS = {
    "easy": (
        "Wir helfen Ihnen und Ihrem Kind. Die Hilfe kostet kein Geld.",
        "Sie können uns anrufen. Sie können auch zu uns kommen. Wir haben Zeit für Sie.",
        "Ihr Baby weint viel? Sie sind müde? Dann sind Sie hier richtig.",
        "Alles bleibt geheim. Wir sagen nichts weiter.",
    ),
    "tr": (
        "Hamilelik, doğum ve bebeğin ilk yılı için ücretsiz danışmanlık veriyoruz.",
        "Bebeğiniz çok ağlıyorsa ya da uyumuyorsa bize gelebilirsiniz.",
        "Çocuklu aileler için anlaşılır bilgi ve destek; randevu için telefon edin.",
        "Görüşmeler gizli kalır, Türkçe konuşan bir çalışanımız vardır.",
    ),
    "ar": (
        "نقدم المشورة المجانية للأسر أثناء الحمل وبعد الولادة وفي السنة الأولى من عمر الطفل.",
        "إذا كان طفلكم يبكي كثيراً أو لا ينام فنحن نساعدكم.",
        "المحادثات سرية ويمكن حجز موعد بالهاتف.",
        "تزوركم زميلتنا في البيت وتتحدث العربية.",
    ),
    "uk": (
        "Безкоштовні консультації для вагітних і сімей з немовлятами.",
        "Якщо дитина багато плаче або не спить, ми поруч і допоможемо.",
        "Розмови конфіденційні, є перекладачка; запис телефоном.",
        "Курси та зустрічі для мам і тат з малюками.",
    ),
    "ru": (
        "Бесплатная помощь беременным и семьям с маленькими детьми.",
        "Если ребёнок много плачет, приходите к нам без направления.",
        "Всё останется между нами, есть сотрудница, говорящая по-русски.",
        "Помогаем с заявлениями и письмами из ведомств.",
    ),
}


def told_elsewhere(seed: str) -> tuple[str, ...]:
    """Return the further texts of a service; two of three have none."""
    rng = random.Random(seed)
    if rng.random() > 1 / 3:
        return ()
    some = rng.sample(sorted(SAYS), rng.choice((1, 1, 2, 4)))
    return tuple(" ".join(rng.sample(SAYS[language], 2)) for language in some)
