"""Text from transcripts, codebooks and file names is shown, never obeyed."""

from coder.project import Project
from tests.app_running import LARGE, coded, open_interview, press, the_app, until
from tests.transcript_app import in_an_app

NASTY = "[bold]Så[/] är\x1b[2J \x1b]0;titel\x07 det [/] \u202eabc [@click=app.quit]klick[/]"


def hostile(project: Project) -> Project:
    """A transcript, a case and a code full of markup and control characters."""
    path = project.folder / "transcripts" / "[red]fil[-].txt"
    head = '---\ncase: "[b]Fall[/b] [/]"\n---\n'
    path.write_text(f"{head}I: Hur?\n\nIP: {NASTY} Slut.\n", encoding="utf-8")
    results = project.load([path])
    assert [result.status for result in results] == ["added"]
    project.add_code("[i]Kod[/] \x1b[31m [/]", "hinder", key="nasty", definition="[blink]def[/] [/]")
    return project


@in_an_app
async def test_markup_and_escape_sequences_are_shown_on_every_screen(project: Project) -> None:
    hostile(project)
    async with the_app(project, LARGE) as pilot:
        screen = await open_interview(pilot, "[red]fil[-]")
        await press(pilot, "j", "t", "enter", *"kod", "enter")
        assert [code for code, _text in coded(project, "[red]fil[-]")] == ["nasty"]
        picture = pilot.app.export_screenshot()
        assert "[bold]" in picture.replace("&#160;", " ")
        await press(pilot, "o", "escape", "f", "escape", "asterisk", "question_mark", "escape")
        for key, words in (("f2", "[red]fil"), ("f4", "[i]Kod"), ("f5", "[i]Kod"), ("f6", "[red]fil")):
            await press(pilot, key)
            await until(pilot, lambda words=words: words in pilot.app.export_screenshot())  # type: ignore[misc]
            assert "\x1b" not in pilot.app.export_screenshot()
        assert screen.is_attached


@in_an_app
async def test_messages_are_text_too(project: Project) -> None:
    hostile(project)
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "[red]fil[-]")
        screen.complain(NASTY)
        screen.tell(NASTY)
        await pilot.pause()
        picture = pilot.app.export_screenshot()
        assert "[bold]" in picture and "\x1b" not in picture
