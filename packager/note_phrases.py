"""What writers note, in the languages of those who read a delivery page.

Writers note in English with names filled in. The phrases stand here once more, with `{}` for what is
filled in, so that the catalogues can hold them.
"""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup, escape

from packager.render.environment import N_, translations

PHRASES: tuple[str, ...] = (
    N_("{} is shown as a link"),
    N_("Moodle cannot ask for one of several modules: those to choose from do not count for the course"),
    N_("Moodle drops a course's idnumber that comes from another site; activities and questions keep theirs"),
    N_("Moodle has ordering questions from 4.4 on"),
    N_("Moodle {} has no ordering questions: things are matched with their places"),
    N_("the backup is written for Moodle {}, with which it was not tried"),
    N_("an answer with * is matched letter by letter by most platforms"),
    N_("formulas are MathML: Moodle's import of cartridges drops its tags"),
    N_("groups and weights of grades are left out: a site keeps none"),
    N_("groups, weights and hidden grades do not travel: set them in the platform's gradebook"),
    N_("links to other units are text: importers break them"),
    N_("links to units that are no pages are text: importers break them"),
    N_("Moodle gives each question 1 mark and the quiz a sum of 4: change a mark, and it counts anew"),
    N_("nobody marks the essay: it weighs nothing"),
    N_("nothing can be handed in: the text stays in the browser"),
    N_("pictures in answers and feedback do not arrive in Moodle"),
    N_("points of a cartridge are whole numbers from 1 to 99: they are rounded"),
    N_("that the last attempt counts does not travel: set it in the platform"),
    N_("that the questions are shuffled does not travel: set it in the platform"),
    N_("the assignment becomes a page, as 1.1 has none: add one in the platform to receive work"),
    N_("the badge is left out: a site gives none"),
    N_("the badge is left out: make one in the platform"),
    N_("the badge is left out: it stands for the whole module, and a part of it is here"),
    N_("its description as a micro-credential is left out: a part of the module is here"),
    N_("the badge names no issuer: build with an overlay, or write one in Moodle before enabling it"),
    N_("the badge {} arrives switched off, where the site has badges: look at it, then enable it"),
    N_("the best try counts, not the last"),
    N_("the best try counts, not the first"),
    N_("the best try counts, not the average"),
    N_("the time of {} minutes is said, but not kept"),
    N_("answers are checked all at once, when they are submitted"),
    N_("all but the right answers is shown after each try"),
    N_("all questions stand on one page"),
    N_("that the first attempt counts does not travel: set it in the platform"),
    N_("that the average of attempts counts does not travel: set it in the platform"),
    N_("when answers are checked does not travel: set it in the platform"),
    N_("what is shown when does not travel: set it in the platform"),
    N_("page breaks do not travel: set them in the platform"),
    N_("what waits for the close of the quiz is never shown"),
    N_("Moodle shows its hints only with behaviour: interactive"),
    N_("what is said of results is left out: there is no place for it"),
    N_("the titles of sections stand above their first questions"),
    N_("the text of the section {} is left out: Moodle would mix it with its questions"),
    N_("the choice between two answers becomes true or false (a cartridge's choice has at least three)"),
    N_("the discussion needs a group that meets elsewhere"),
    N_("the essay weighs nothing here: a cartridge cannot say so and gives it 1 point"),
    N_("the guidance for the marker is left out: in 1.1 learners would see it"),
    N_("the guidance for the marker is left out: learners see all of a cartridge's quiz"),
    N_("the number becomes a text to type; a cartridge knows no tolerance, so these are accepted: {}"),
    N_("the number of tries is not limited"),
    N_("the ordering of two becomes true or false"),
    N_("the questions stand in their order"),
    N_("the quiz is left out: it holds no questions yet"),
    N_("the right answer 0 does not arrive in Moodle: add it there"),
    N_("the terms in the questions are not explained there"),
    N_("what is for the marker is left out: everybody can read a site"),
    N_("what is for the marker stands on a page of its own, hidden from learners"),
    N_("its LTI links open where an external tool with the address {} is registered"),
    N_("matching becomes {} questions, one for each pair, that share the marks"),
    N_("the pass mark of {} % does not travel, as a cartridge has none: set {} of {} points in the platform"),
    N_("the pass mark of {} % does not travel: set it in the platform"),
    N_("{} tries become unlimited: a cartridge counts to {}"),
    N_("that it comes after {} does not travel: restrict it in the platform"),
    N_("that it comes after {} is said, but nothing is locked"),
    N_("the course's custom fields are filled where the site has them as short text: {}"),
    N_(
        "outcomes and skills are linked as competencies where the site has the frameworks {}: "
        "--site-files writes them for Moodle's import"
    ),
    N_("that it opens with {} does not travel: restrict it in the platform"),
    N_("that it opens with {} is said, but nothing is locked"),
    N_("what it is set to ({}) does not travel: set it in the platform"),
    N_("what it is set to ({}) is left to whoever reads the site"),
    N_("the {} is a table to read: set it up in the platform"),
    N_("the {} is a table to read: nobody marks here"),
    N_("notes in PDF files need Ghostscript on the site"),
    N_("groups hand in together: make them in the course"),
    N_("groups see the same: Moodle has none in it"),
    N_("it is in no list only where the site allows stealth activities"),
    N_("the unit is left out: it is hidden"),
    N_("it does not wait for {}, which is not in this course"),
    N_("the group {} arrives without members: add them in the course"),
    N_("its times count from the course's start: choose that at the restore, as Moodle moves none later"),
    N_("the time {} moves along when a restore changes the course's start: set it again there"),
    N_("the course is set to {}: without that language pack Moodle uses the site's own"),
    N_("the explanation of the term {} is left out: no room for it here"),
    N_("the link to {} is left out: that unit is in another module"),
    N_("the link to {} is left out: that unit is not in this course"),
    N_("the link to {} is left out: that unit is a text between others"),
    N_("the text is a page to open: a cartridge has no words between its items"),
    N_("the link to {} is text: that unit is in another module"),
    N_("the link to {} is text: that unit is hidden"),
    N_("the link to {} is text: that unit is not in this course"),
    N_("the ordering becomes {} questions, one for each place, that share the marks"),
    N_("the self-check #{} is shown as text that opens (Moodle pages hold no live questions)"),
    N_("the self-check #{} is shown as text that opens (a page holds no live questions)"),
    N_("the scenario is one page: its choices open as text and lead on by links, and no way is kept"),
    N_("the summary of the section {} is left out: a folder has only a title"),
    N_("the text with gaps becomes {} questions, one for each gap, that share the marks"),
    N_("its hints are left out: importers read none"),
    N_("what is said of right, partly right and wrong answers is left out: Moodle has no place for it"),
    N_("what is said of right, partly right and wrong answers is left out: there is no place"),
    N_("nothing is drawn from the pool {}: its first {} are asked each time"),
    N_("the pool {} is copied into the banks of {} quizzes: change it in each"),
    N_("the title is cut to {} characters, all that Moodle keeps"),
    N_("texts show in one language where the filter for multi-language content is on, also for headings"),
    N_("{} stays in one language: its gaps stand at other places in another"),
    N_("what is typed in any language is right, but Moodle tells the answer in {}"),
    N_("the address of {} is there for all languages"),
    N_("the file of {} is there for all languages"),
    N_("the package of {} is there for all languages"),
    N_("{} stays in one language: in all of them it is longer than Moodle keeps"),
    N_("the reflection is a page with its prompts: Moodle keeps no text that only its writer may read"),
    N_("the prompts of the reflection are answered in one text"),
    N_("the reflection becomes a page: add an assignment in the platform to receive the text"),
    N_("the reflection is a page with its prompts: there is no place to write"),
    N_("the player is a link, and captions are files beside it: a page of 1.1 holds no player"),
    N_("the files of the folder stand one by one, named after it"),
    N_('Moodle links the words in texts where its filter "Glossary auto-linking" is on'),
    N_('formulas are TeX, which Moodle\'s filter "MathJax" shows'),
    N_("the checklist is a page to read and print: the platform keeps no ticks"),
    N_(
        "it plays with the H5P libraries {}: when a manager or administrator restores the course, Moodle "
        "installs them from the file; when a teacher restores it, the site must have them already"
    ),
    N_("the H5P file does not bring {}: an administrator must install them before it plays"),
    N_(
        "it arrives in the setup phase: the teacher switches its phases, and before assessing allocates "
        "{} works to each learner"
    ),
    N_("the weights of its criteria are rounded: Moodle counts to {}"),
    N_("a cartridge has no peer review: let learners assess each other by the platform's own means"),
    N_("nothing is handed in or assessed: the text stays in the browser, and a group has to meet elsewhere"),
    N_("the H5P content is a file to download: nothing plays or grades it here, its text stands beside it"),
    N_("the poll is a page with its options: make a poll in the platform to collect answers"),
    N_("the poll is text: a site collects no answers"),
    N_("Moodle computes no profile: learners find their means themselves and see the advice for every mean"),
    N_(
        "it is not for the learner alone: Moodle shows teachers the answers, without names, "
        "and who has answered"
    ),
    N_("its links are text: the names of Moodle's questions hold none"),
    N_("it is longer than the names of Moodle's questions: the whole of it stands above"),
    N_("the self-assessment is a page to print: learners find their means themselves, and nothing is kept"),
    N_(
        "learners see no results in Moodle; teachers see the answers without names from the first one on, "
        "and Moodle's database keeps who gave which"
    ),
    N_("the survey is a page with its questions: make a survey of them in the platform to receive answers"),
    N_("the survey is text: a site collects no answers"),
)


def note_text(text: str, language: str) -> Markup:
    """Return a note's text in a language; one that has no phrase is shown in English, and marked as such."""
    for phrase in PHRASES:
        if found := _pattern(phrase).fullmatch(text):
            said = translations(language).gettext(phrase)
            return escape(said.format(*found.groups()))
    return escape(text) if language == "en" else Markup('<span lang="en">{}</span>').format(text)


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile("(.+)".join(map(re.escape, phrase.split("{}"))), re.DOTALL)
