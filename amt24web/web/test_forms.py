"""The fixed forms of the test: a case, a result, a defect, a declaration; the rules judge them."""

from enum import StrEnum

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice

from amt24web.domain.papers.words import CaseResult, DefectClass, DefectState
from amt24web.domain.wording import label
from amt24web.rules.evidence import ALLOWED, LARGEST
from amt24web.web.forms import ApprovalForm, GermanForm, UploadField


def options(words: type[StrEnum]) -> list[SelectChoice]:
    """The words of a closed set, each with how it is said."""
    return [SelectChoice(str(word), label(word)) for word in words]


class CaseForm(GermanForm):
    """A test case in a person's words."""

    title = StringField("Was wird geprüft?")
    preconditions = TextAreaField("Voraussetzungen", description="Je Zeile eine.")
    steps = TextAreaField("Schritte", description="Je Zeile einer.")
    expected = TextAreaField("Erwartetes Ergebnis")
    test_data = TextAreaField("Testdaten")
    priority = SelectField("Priorität", validate_choice=False)
    perspective = SelectField("Blickwinkel", validate_choice=False)
    tester = SelectField("Wer testet", validate_choice=False)
    revision = HiddenField()


class ResultForm(GermanForm):
    """What came out when a case was carried out."""

    result = RadioField("Ergebnis", choices=options(CaseResult))
    observed = TextAreaField("Was Sie gesehen haben")
    opens_defect = BooleanField("Als Abweichung aufnehmen")
    weight = RadioField("Wie schwer es wiegt", choices=options(DefectClass))
    tester = StringField("Wer getestet hat")
    day = StringField("Tag")
    on = StringField("Womit (Gerät und Browser)")
    evidence = UploadField("Bild oder Datei dazu", accept=ALLOWED, largest=LARGEST)


class DefectForm(GermanForm):
    """What is wrong, and how far mending it has come."""

    title = TextAreaField("Was nicht stimmt")
    weight = RadioField("Klasse", choices=options(DefectClass))
    state = RadioField("Stand", choices=options(DefectState))
    workaround = TextAreaField("Umgehung")
    responsible = StringField("Wer behebt es")
    until = StringField("Bis wann (TT.MM.JJJJ)")
    fixed_in = StringField("Behoben in Version")
    revision = HiddenField()


class DeclarationForm(ApprovalForm):
    """Who declares what about the Onlinedienst."""

    kind = RadioField("Was wird erklärt?")
    way = RadioField("Wie haben Sie davon erfahren?")
    body = SelectField("Für welche Stelle", validate_choice=False)
    outcome = RadioField("Entscheidung")
    words = TextAreaField("Gründe oder Bemerkung", description="Nötig bei einer Ablehnung.")


class ConditionForm(GermanForm):
    """One condition of a declaration."""

    text = TextAreaField("Was ist zu tun?")
    who = StringField("Wer")
    until = StringField("Bis wann (TT.MM.JJJJ)")
