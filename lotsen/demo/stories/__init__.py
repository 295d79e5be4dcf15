"""Single families, told by hand: what two years of invented averages never bring together on one day."""

from collections.abc import Iterator
from datetime import date, timedelta

from lotsen.demo.families import Step
from lotsen.demo.stories import at_the_clinic, elsewhere
from lotsen.demo.stories.parts import Story
from lotsen.demo.town import Town
from lotsen.policy import Actor


def stories(today: date, town: Town) -> Iterator[tuple[date, Actor, Step]]:
    """Return the first step of every story: its day, who tells it, and what happens."""
    told: tuple[Story, ...] = (*at_the_clinic.told(town), *elsewhere.told(town))
    for story in told:
        yield today - timedelta(days=story.days_ago), town.actors[story.login], story.step
