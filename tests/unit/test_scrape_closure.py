"""Which sentences say that this job is closed, in the languages that are taken apart."""

import pytest

from reactor.scrape.posting_page.closure import closes_title, is_badge, says_closed

CLOSED = """\
Sorry, this job is no longer available.
This position has been filled
The job you are looking for is no longer open
We are no longer accepting applications for this role
Job not found
This vacancy has expired
Applications have closed
This role is closed
Job Expired
Applications for this position are now closed.
This posting has been closed and is no longer accepting applications.
Thank you for your interest in Acme, but this position has been filled.
Unfortunately, the application window for this role has closed.
This job posting is no longer active.
Sorry, the position you requested has been filled.
No longer accepting applications
This requisition has been cancelled.
The closing date for applications has passed.
Hiring for this role has ended.
The advertised role is now closed to new applicants.
Diese Stelle ist leider nicht mehr verfügbar
Die Stelle wurde bereits besetzt
Leider ist diese Stelle bereits besetzt.
Diese Stellenanzeige ist nicht mehr online.
Die von Ihnen gesuchte Stelle ist nicht mehr verfügbar.
Die Bewerbungsfrist ist abgelaufen.
Wir nehmen für diese Stelle keine Bewerbungen mehr an.
Bewerbungen sind nicht mehr möglich.
Diese Ausschreibung wurde beendet
Cette offre n'est plus disponible
Cette offre d'emploi a été pourvue.
Désolé, l'offre que vous recherchez n'est plus en ligne.
Ce poste est pourvu.
Les candidatures sont closes.
La date limite de candidature est dépassée.
Esta oferta ya no está disponible
Lo sentimos, esta oferta ha caducado.
El proceso de selección ha finalizado.
Este puesto ya ha sido cubierto.
El plazo de inscripción ha finalizado.
Questa posizione non è più disponibile
L'annuncio è scaduto.
Questa offerta di lavoro è stata chiusa.
Le candidature sono chiuse.
Esta vaga foi encerrada
Infelizmente, esta vaga já não está disponível.
Esta vaga não está mais disponível.
As inscrições estão encerradas.
Deze vacature is gesloten
Helaas, deze vacature is niet meer beschikbaar.
Deze functie is inmiddels vervuld.
De sluitingsdatum is verstreken.
Solliciteren is niet meer mogelijk
Tjänsten är tillsatt
Den här annonsen är inte längre tillgänglig.
Sista ansökningsdagen har passerat.
Oferta pracy nieaktualna
Ta oferta jest już nieaktualna.
Oferta wygasła.
Rekrutacja została zakończona.
Niestety to ogłoszenie nie jest już dostępne.
Stillingen er besat.
Denne stilling er ikke længere tilgængelig.
Ansøgningsfristen er udløbet.
Tato pozice již není aktuální.
Pozice je již obsazena.
Nabídka již není k dispozici
Вакансия закрыта
この求人は募集を終了しました
该职位已关闭
마감된 채용 공고입니다
The role you wanted to apply for has been filled.
The closing date for this vacancy has passed.
This advert has been taken down.
We have now filled this role.
We are currently not accepting applications for this position.
"""
OPEN = """\
If the position has been filled before your letter arrives, we shall tell you.
This job is closed to agencies.
You replace records that are no longer available in print.
This position is not available for visa sponsorship.
This position is not available for remote work.
This role is not open to contractors.
We are no longer accepting applications by post.
Applications are closed on 3 May 2027, until then we read every letter.
This role is filled with variety.
The role is closed circuit diving supervisor.
This vacancy will be closed once it has been filled.
Once this job is closed, your data are deleted.
The position is to be filled from 1 May.
Remote work for this position is currently not available.
This position is not eligible for relocation.
Umzugshilfe für diese Stelle ist nicht verfügbar.
Die Stelle ist ab sofort zu besetzen.
Die Stelle ist nicht mehr nur online zu machen.
Die vorherige Stelle wurde bereits besetzt.
Diese Position ist besetzt mit viel Verantwortung.
Produkte, die nicht mehr verfügbar sind, ersetzen Sie.
Le télétravail n'est pas disponible pour ce poste.
Le logement n'est plus disponible pour cette offre.
Vous gérez les articles qui ne sont plus disponibles.
El alojamiento ya no está disponible para este puesto.
Esta oferta está abierta y disponible.
Esta vaga está disponível.
Esta vaga está aberta a todos.
Ta oferta jest aktualna.
Ta oferta jest dostępna
Tato pozice je aktivní.
Tato pozice je k dispozici
De reiskostenvergoeding voor deze functie is niet beschikbaar.
La posizione è aperta.
Il rimborso non è disponibile per questa posizione.
As candidaturas estão abertas.
Stillingen er ledig.
Tjänsten är ledig.
This position has been open since May.
The job has been done by hand so far.
Die Umzugshilfe für diese Stelle ist nicht verfügbar.
Die alte Stelle ist besetzt.
Boligtilskud for denne stilling er ikke tilgængelig.
Den forrige stilling er besat.
Den tidigare tjänsten är tillsatt.
L'aide au logement pour ce poste n'est pas disponible.
L'ancien poste a été pourvu.
El puesto anterior ya ha sido cubierto.
La vacante anterior ha sido cerrada, esta es nueva.
La posizione precedente è stata coperta.
A vaga anterior foi preenchida.
Poprzednia oferta wygasła.
Předchozí pozice je již obsazena.
The role reports to the CTO. The position is closed-end fund work.
This position was created because the market has closed.
Housing support for this vacancy is not available.
This post is closed-circuit diving work.
This position is closed-die forging, three shifts.
Last year's role was filled; this is a second one.
"""


@pytest.mark.parametrize("sentence", CLOSED.splitlines())
def test_a_sentence_whose_subject_is_this_job_says_that_it_is_closed(sentence: str) -> None:
    assert says_closed(sentence)


@pytest.mark.parametrize("sentence", OPEN.splitlines())
def test_a_sentence_about_anything_else_does_not(sentence: str) -> None:
    assert not says_closed(sentence)


def test_a_job_may_be_called_by_its_title() -> None:
    assert says_closed("The position Valve Fitter has been filled.", "Valve Fitter")
    assert says_closed("Valve Fitter is no longer available.", "Valve Fitter")


def test_what_is_open_again_is_open() -> None:
    assert not says_closed("This vacancy was closed. It has been reopened.")


@pytest.mark.parametrize(
    "title", ["[Closed] Welder", "Welder (position filled)", "Welder - expired"]
)
def test_a_title_may_carry_a_badge(title: str) -> None:
    assert closes_title(title)


@pytest.mark.parametrize(
    "title", ["Position Closed-Loop", "Welder - closed loop", "Closed-End Fund Analyst", "Welder"]
)
def test_a_title_that_holds_such_a_word_carries_none(title: str) -> None:
    assert not closes_title(title)
    assert not is_badge(title)
