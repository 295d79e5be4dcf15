"""HL7 FHIR R4: a Questionnaire read as a sheet, a sheet written as one, answers as QuestionnaireResponse.

Pure: text or dictionaries in, dictionaries out. What a sheet cannot represent is refused with a list; what
only describes the resource is kept and written again. https://hl7.org/fhir/R4/questionnaire.html
"""

from lotsen.intake.domain.fhir.answering import response_of, responses_of
from lotsen.intake.domain.fhir.reading import Wishes, document_of
from lotsen.intake.domain.fhir.writing import questionnaire_of

__all__ = ["Wishes", "document_of", "questionnaire_of", "response_of", "responses_of"]
