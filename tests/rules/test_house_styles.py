"""A house style as typed: a name, and a colour that can be read on white."""

import pytest

from amt24web.domain.errors import InvalidInput
from amt24web.rules.house_styles import (
    LEAST_CONTRAST,
    LONGEST_NAME,
    NAME_MISSING,
    NO_COLOUR,
    NOTHING_GIVEN,
    TypedStyle,
    contrast_to_white,
    read_style,
)


def problems(*, has_file: bool = True, **typed: str) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        read_style({"name": "Amt", "accent": "", **typed}, has_file=has_file)
    return refused.value.problems


def test_name_and_colour_are_read_clean():
    typed = {"name": "  Landesamt\tfür  Muster ", "accent": " #00582D"}
    assert read_style(typed, has_file=False) == TypedStyle("Landesamt für Muster", "#00582d")


def test_a_file_alone_is_enough():
    assert read_style({"name": "Amt"}, has_file=True).accent == ""


def test_a_style_that_brings_nothing_is_refused():
    assert problems(has_file=False) == {"template": NOTHING_GIVEN}


@pytest.mark.parametrize("name", ["", "  \x00 "])
def test_a_name_is_needed(name: str):
    assert problems(name=name) == {"name": NAME_MISSING}


def test_a_name_may_not_be_endless():
    assert "zu lang" in problems(name="x" * (LONGEST_NAME + 1))["name"]


@pytest.mark.parametrize("typed", ["#00582D", "00582d", " 00582D\n", "#00582d "])
def test_a_colour_may_be_typed_with_and_without_its_sign(typed: str):
    assert read_style({"name": "Amt", "accent": typed}, has_file=False).accent == "#00582d"


def test_a_pale_colour_is_refused_without_its_sign_too():
    assert "zu blass" in problems(accent="ffff00")["accent"]


@pytest.mark.parametrize(
    "colour",
    ["grün", "#12345", "#1234567", "0 5 8", "058", "##00582d", "#00582G", "url(#a)", "#000;}x{"],
)
def test_what_is_no_colour_is_refused(colour: str):
    assert problems(accent=colour) == {"accent": NO_COLOUR}


def test_a_pale_colour_is_refused_with_its_contrast():
    assert "Der Kontrast ist 1 : 1" in problems(accent="#ffffff")["accent"]
    assert "Der Kontrast ist 4,4 : 1" in problems(accent="#787878")["accent"], "cut, not rounded"


@pytest.mark.parametrize(
    ("colour", "contrast"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#777777", 4.48), ("#00582d", 8.6)],
)
def test_the_contrast_is_the_one_of_wcag(colour: str, contrast: float):
    assert contrast_to_white(colour) == pytest.approx(contrast, abs=0.05)
    assert (contrast_to_white(colour) >= LEAST_CONTRAST) is (contrast > 4.5)
