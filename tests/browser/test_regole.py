"""The dirigente writes how one appeals from a day on, after reading it as the letter will say it."""

import datetime as dt
from collections.abc import Callable

from tests.browser.person import Person
from tests.browser.test_scritti_ed_estratti import read_well

People = Callable[..., Person]


def test_a_term_to_appeal_is_read_as_the_letter_says_it_then_written(people: People) -> None:
    chief = people("dirigente.ricerca")
    page = chief.page
    chief.open("/admin/procedimenti/")
    page.get_by_role("link", name="Regole").click()
    page.wait_for_url("**/regole/")
    read_well(chief)
    rule = page.locator("li", has_text="Tribunale amministrativo regionale")
    rule.get_by_role("link", name="Scrivi un’altra versione").click()
    page.get_by_label("Entro quanti giorni").fill("45")
    page.get_by_label("Quale norma lo dice").fill("art. 120 d.lgs. 104/2010")
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=30)
    page.get_by_label("Vale dal").fill(day.strftime("%d/%m/%Y"))
    page.get_by_role("button", name="Vedi come apparirà").click()
    page.get_by_text("entro 45 giorni dalla notifica").wait_for()
    read_well(chief)
    chief.take_picture("regola-anteprima", whole=False)
    page.get_by_role("button", name="Registra la versione").click()
    page.get_by_text("Registrato: Tribunale amministrativo").wait_for()
    page.get_by_text("Poi:").wait_for()
    read_well(chief)
