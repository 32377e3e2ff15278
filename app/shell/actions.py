"""Every action once: id, text, keys, where it stands, when it is enabled.

Menus, the finder, the page of all keys and the manual are made from this table. Keys that act
only in the transcript are listed here too (``where="transcript"``) but handled in its
``keyPressEvent``: a plain-key QAction would also fire in trees and combo boxes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from coding.language import N_, _

# Menus in their order; an action's ``menu`` is one of them, or empty.
MENUS = (
    N_("&File"),
    N_("&Edit"),
    N_("&Code"),
    N_("&Interview"),
    N_("&View"),
    N_("&Help"),
)
FILE, EDIT, CODE, INTERVIEW, VIEW, HELP = MENUS


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    ``needs`` is "" or what has to be there: "study", "write", "sample", "interview", "passage" (a
    selection that can be coded), "coding" (a current one), "others" (coders whose codings are not shown),
    "coders" (more than one), "again" (whoever codes reads a sample again),
    "blind" (an interview that somebody else may have coded too), "undo", "redo".
    """

    id: str
    text: str
    menu: str = ""
    keys: tuple[str, ...] = ()
    needs: str = "study"
    where: str = "window"
    separator: bool = False


def _a(
    id_: str,
    text: str,
    menu: str = "",
    keys: str = "",
    needs: str = "study",
    where: str = "window",
    *,
    separator: bool = False,
) -> ActionSpec:
    return ActionSpec(id_, text, menu, tuple(keys.split("  ")) if keys else (), needs, where, separator)


ACTIONS: tuple[ActionSpec, ...] = (
    _a("new_study", N_("&New study…"), FILE, "Ctrl+N", ""),
    _a("open_study", N_("&Open study…"), FILE, "Ctrl+O", ""),
    _a("open_sample", N_("Open the sample study"), FILE, "", ""),
    _a("start_over", N_("Start the sample over"), FILE, "", "sample"),
    _a("keep_sample", N_("Keep as my study…"), FILE, "", "sample"),
    _a("import", N_("&Import transcripts…"), FILE, "Ctrl+I", "write", separator=True),
    _a("export_word", N_("Export to &Word…"), FILE, "Ctrl+E", separator=True),
    _a("export_pdf", N_("Export the report as PDF…"), FILE),
    _a("export_evidence", N_("Export the evidence of the report…"), FILE),
    _a("export_workbook", N_("Export to E&xcel…"), FILE),
    _a("export_transcripts", N_("Export coded transcripts…"), FILE),
    _a("export_csv", N_("Export all codings (CSV)…"), FILE),
    _a("export_tables", N_("Export tables for R and SPSS…"), FILE),
    _a("export_png", N_("Export the chart as a picture (PNG)…"), FILE),
    _a("export_svg", N_("Export the chart as a drawing (SVG)…"), FILE),
    _a("export_framework", N_("Export the codebook…"), FILE),
    _a("print", N_("&Print…"), FILE, "Ctrl+P"),
    _a("save_copy", N_("Save a copy…"), FILE, "Ctrl+Shift+S", separator=True),
    _a("hand_on", N_("Share a masked copy…"), FILE),
    _a("merge", N_("Merge another copy…"), FILE, "", "write"),
    _a("check", N_("Check the study file"), FILE),
    _a("password", N_("Password…"), FILE, "", "write"),
    _a("repair", N_("Repair a damaged study…"), FILE, "", ""),
    _a("close_study", N_("&Close the study"), FILE, "Ctrl+W"),
    _a("quit", N_("&Quit"), FILE, "Ctrl+Q", "", separator=True),
    _a("undo", N_("&Undo"), EDIT, "Ctrl+Z", "undo"),
    _a("redo", N_("&Redo"), EDIT, "Ctrl+Shift+Z  Ctrl+Y", "redo"),
    _a("history", N_("History of changes…"), EDIT),
    _a("past_table", N_("A table as it was…"), EDIT),
    _a("restore_points", N_("Restore points…"), EDIT),
    _a("copy", N_("&Copy"), EDIT, "Ctrl+C", separator=True),
    _a("copy_attribution", N_("Copy with attribution"), EDIT, "Ctrl+Shift+C"),
    _a("new_memo", N_("New memo"), EDIT, "Ctrl+Shift+N", "write", separator=True),
    _a("journal", N_("Journal of today"), EDIT, "", "write"),
    _a("find", N_("&Find in this interview"), EDIT, "Ctrl+F", "interview", separator=True),
    _a("find_next", N_("Find next"), EDIT, "F3", "interview"),
    _a("find_previous", N_("Find previous"), EDIT, "Shift+F3", "interview"),
    _a("find_all", N_("Find in all interviews"), EDIT, "Ctrl+Shift+F"),
    _a("correct", N_("Correct the text"), EDIT, "F2", "passage", "transcript", separator=True),
    _a("finder", N_("Find a passage, strand or command…"), EDIT, "Ctrl+K", ""),
    _a("preferences", N_("Preferences…"), EDIT, "Ctrl+,", "", separator=True),
    _a("picker", N_("Code the passage…"), CODE, "Return", "passage", "transcript"),
    _a("in_vivo", N_("Code in vivo…"), CODE, "Ctrl+Shift+I", "passage"),
    _a("unsure", N_("Unsure, on and off"), CODE, "Ctrl+U", "coding", "transcript"),
    _a("memo", N_("Memo of the coding"), CODE, "Ctrl+M", "coding"),
    _a("take_off", N_("Remove coding"), CODE, "Del", "coding", "transcript"),
    _a("take_selection", N_("Resize passage to selection"), CODE, "Ctrl+Return", "coding", "transcript"),
    _a("next_coding", N_("Next coding"), CODE, "Alt+Down", "interview", "transcript"),
    _a("previous_coding", N_("Previous coding"), CODE, "Alt+Up", "interview", "transcript"),
    _a("next_remark", N_("Next remark"), CODE, "Alt+PgDown", "interview", "transcript"),
    _a("previous_remark", N_("Previous remark"), CODE, "Alt+PgUp", "interview", "transcript"),
    _a("code_all", N_("Code all results of a search…"), CODE, "", "write", separator=True),
    _a("merge_codes", N_("Merge codes…"), CODE, "", "write", separator=True),
    _a("go_through", N_("Go through the passages of a code…"), CODE, "", "write"),
    _a("versions", N_("Versions of the codebook…"), CODE),
    _a("add_framework", N_("Add a framework…"), CODE, "", "write"),
    _a("import_framework", N_("Import a framework…"), CODE, "", "write"),
    _a("frameworks", N_("Frameworks…"), CODE),
    _a("next_framework", N_("Next framework on the same text"), CODE, "F8", "study"),
    _a("previous_framework", N_("Previous framework"), CODE, "Shift+F8"),
    _a("coders", N_("Coders…"), CODE, "", "study", separator=True),
    _a("show_everybody", N_("Show everybody’s codings"), CODE, "", "others"),
    _a("read_blind", N_("Read this interview blind"), CODE, "", "blind"),
    _a("code_again", N_("Code a sample again…"), CODE, "", "write"),
    _a("next_drawn", N_("Next of the sample"), CODE, "F7", "again"),
    _a("done", N_("This interview is done"), INTERVIEW, "Ctrl+Shift+D", "interview"),
    _a("interview_memo", N_("Memo of the interview"), INTERVIEW, "Ctrl+Shift+M", "interview"),
    _a("edit_interview", N_("Interview details…"), INTERVIEW, "", "interview"),
    _a("turn_question", N_("This turn asks…"), INTERVIEW, "", "passage"),
    _a("say_question", N_("Words of the question"), INTERVIEW, "Alt+Q", "passage", "transcript"),
    _a("tell_speakers", N_("These are speakers…"), INTERVIEW, "", "passage"),
    _a("exchange_speakers", N_("Exchange interviewer and participants"), INTERVIEW, "", "passage"),
    _a("replace", N_("Replace by a corrected file…"), INTERVIEW, "", "passage"),
    _a("next_interview", N_("Next interview"), INTERVIEW, "Ctrl+PgDown", separator=True),
    _a("previous_interview", N_("Previous interview"), INTERVIEW, "Ctrl+PgUp"),
    _a("study_facts", N_("Study details…"), INTERVIEW, "", separator=True),
    _a("questions", N_("Questions of the rounds…"), INTERVIEW, ""),
    _a("quoted", N_("Who is quoted…"), INTERVIEW),
    _a("mask_names", N_("Mask names…"), INTERVIEW, "", "write"),
    _a("withdraw", N_("Withdraw a participant…"), INTERVIEW, "", "write"),
    _a("page_code", N_("Code"), VIEW, "Alt+1"),
    _a("page_compare", N_("Compare"), VIEW, "Alt+2"),
    _a("page_passages", N_("Passages"), VIEW, "Alt+3"),
    _a("page_codebook", N_("Codebook"), VIEW, "Alt+4"),
    _a("page_matrix", N_("Matrix"), VIEW, "Alt+5"),
    _a("page_survey", N_("Survey"), VIEW, "Alt+6"),
    _a("page_cases", N_("Cases"), VIEW),
    _a("page_outcomes", N_("Outcomes of schools"), VIEW),
    _a("page_memos", N_("Memos"), VIEW, "Alt+7"),
    _a("page_coders", N_("Agreement between coders"), VIEW, "Alt+8", "coders"),
    _a("page_report", N_("Report"), VIEW, "Alt+9"),
    _a("page_joint", N_("Joint display"), VIEW),
    _a("page_meeting", N_("Codes that meet"), VIEW),
    _a("page_by_question", N_("By question"), VIEW),
    _a("page_chapter", N_("Check my chapter"), VIEW),
    _a("back", N_("Back"), VIEW, "Alt+Left", separator=True),
    _a("forward", N_("Forward"), VIEW, "Alt+Right"),
    _a("next_region", N_("Next region"), VIEW, "F6", ""),
    _a("previous_region", N_("Previous region"), VIEW, "Shift+F6", ""),
    _a("larger", N_("Larger text"), VIEW, "Ctrl++  Ctrl+=", "", separator=True),
    _a("smaller", N_("Smaller text"), VIEW, "Ctrl+-", ""),
    _a("usual_size", N_("Usual text size"), VIEW, "Ctrl+0", ""),
    _a("fold_interviews", N_("Fold or unfold the interviews"), VIEW, "Ctrl+B", "interview", separator=True),
    _a("menu_bar", N_("Menu bar"), VIEW, "", ""),
    _a("full_screen", N_("Full screen"), VIEW, "F11", ""),
    _a("appearance_system", N_("Light or dark as the system"), VIEW, "", "", separator=True),
    _a("appearance_light", N_("Light"), VIEW, "", ""),
    _a("appearance_dark", N_("Dark"), VIEW, "", ""),
    _a("appearance_contrast", N_("High contrast"), VIEW, "", ""),
    _a("manual", N_("Manual"), HELP, "F1", ""),
    _a("keys", N_("All keys"), HELP, "Shift+F1", ""),
    _a("tour", N_("Tour of the sample study"), HELP, "", ""),
    _a("newer", N_("Is there a newer version?"), HELP, "", "", separator=True),
    _a("about", N_("About Strandline"), HELP, "", ""),
)

# Why an action cannot be chosen, by what it needs.
_WHY_NOT = {
    "study": N_("no study is open"),
    "write": N_("no study is open to be changed"),
    "sample": N_("this is not the sample study"),
    "interview": N_("no interview is shown"),
    "passage": N_("no passage of an interview is selected on the Code page"),
    "coding": N_("no coding is selected on the Code page"),
    "others": N_("everybody’s codings are shown"),
    "coders": N_("there is one coder"),
    "again": N_("nobody codes a sample again now"),
    "blind": N_("nobody else codes in this study"),
    "undo": N_("there is nothing to undo"),
    "redo": N_("there is nothing to redo"),
}

# Keys and gestures that are no menu entries: shown on the page of all keys and in the manual.
GESTURES: tuple[tuple[str, str], ...] = (
    (N_("Down / Up"), N_("next / previous sentence of a participant")),
    (N_("Ctrl+Down / Ctrl+Up"), N_("next / previous participant turn, selected whole")),
    (N_("Shift with either"), N_("moves the end of the selection by a sentence / a turn")),
    (N_("Right / Left"), N_("moves the beginning of the selection by a word")),
    (N_("Shift+Right / Left"), N_("moves its end by a word; with Ctrl as well, either moves by a character")),
    (N_("Shift+Home / Shift+End"), N_("to the start / end of the turn; again: of the answer")),
    (N_("Home / End"), N_("first / last sentence of the turn; with Ctrl of the interview")),
    (N_("Page Up / Page Down, Space"), N_("scroll; the selection stays")),
    (N_("click; drag; Alt+drag; Shift+click"), N_("sentence; by words; by characters; extend")),
    (N_("double-click; triple-click"), N_("word; turn")),
    (N_("1 … 9 0 - ="), N_("the strand with that key, on the selection; again takes it off")),
    (N_("Shift + strand key"), N_("that strand’s dimension alone")),
    (N_("any letter, or Enter"), N_("the quick picker: “hsc/e&c b?” is two strands, stage B, unsure")),
    (N_("? or Ctrl+U"), N_("the current coding unsure, on and off")),
    (N_("Enter or Space on a button"), N_("presses it")),
    (N_("Ctrl+1, 2 …"), N_("stage A, B … of the current coding; the same again clears it")),
    (
        N_("Ctrl+Shift+1 … 4"),
        N_("the passage shows the strand, lacks it, is mixed, wishes for it; the same again clears it"),
    ),
    (N_("drag the end of a bracket"), N_("resizes that coding only")),
    (N_("Up / Down, Page Up / Page Down on the map"), N_("scrolls; Enter selects the sentence on top")),
    (N_("Alt+Shift+arrows"), N_("move the edge of the part that has the keyboard")),
    (N_("click a bracket or its label"), N_("selects its passage and makes it current")),
    (N_("click a strand in the panel, or drop it on text"), N_("as its key")),
    (N_("drop a code on another with Alt"), N_("merges the two: what comes of it is said first")),
    (
        N_("Space; Shift with arrows or click; Ctrl+click; Ctrl+A"),
        N_("on the Passages page: selects a passage; extends; one more; all"),
    ),
    (N_("R; Delete; ?; strand key"), N_("there: recodes; removes a code; unsure; strand on and off")),
    (N_("L; R; S"), N_("in a list to look at again: the coding stands; is removed; is skipped")),
    (N_("Ctrl+Enter on the page Import transcripts"), N_("imports the files that are ticked")),
    (
        N_("1; 0; .; /; R; Ctrl+Enter"),
        N_("in a form of the survey: marked; not; not answered; not applicable; rest not marked; stores it"),
    ),
    (N_("Right / Left on a passage"), N_("a turn of context more / less")),
    (N_("Escape"), N_("closes what is open, else shrinks the selection to its first sentence")),
    (N_("Tab"), N_("between controls within a region")),
    (N_("Alt or F10"), N_("opens the menu")),
    (N_("right click; Shift+F10; the menu key"), N_("the menu of what is pointed at, or has the keyboard")),
    (
        N_("Ctrl+Enter; Escape"),
        N_("in a turn that is corrected: stores it; leaves it, what was typed is kept"),
    ),
    (
        N_("Ctrl+Shift+Enter; Ctrl+Shift+Backspace"),
        N_("splits it at the cursor; joins it with the one before"),
    ),
    (N_("Ctrl+Down / Ctrl+Up"), N_("in a turn that is corrected: stores it and opens the next / previous")),
    (N_("F; Q; A"), N_("in what can be hung on a claim: for, qualifies, against it; again: takes it off")),
    (N_("Shift+Enter"), N_("where a link is chosen: quotes the passage")),
    (N_("Ctrl+B; Ctrl+I; Ctrl+T; Ctrl+L"), N_("on the Memos page: bold; italic; a tag; a link")),
    (
        N_("Ctrl+Shift+7; Ctrl+Shift+8; Ctrl+Shift+9; Ctrl+Shift+."),
        N_("there: a numbered list; a list; boxes to tick; a quotation"),
    ),
    (N_("Ctrl+]; Ctrl+["), N_("there: an item of a list further in; further out")),
    (N_("F5"), N_("makes the report anew, on the Report page")),
)


# Actions that go on as long as their keys are held down.
_REPEATED = {
    *("undo", "redo", "find_next", "find_previous", "next_interview", "previous_interview"),
    *("back", "forward", "next_region", "previous_region", "larger", "smaller"),
}


def build(parent: QWidget, handlers: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Make a QAction for every action that has a handler; what has none stays out of the menus."""
    made: dict[str, QAction] = {}
    for spec in ACTIONS:
        handler = handlers.get(spec.id)
        if handler is None:
            continue
        action = QAction(_(spec.text), parent)
        action.setObjectName(spec.id)
        if spec.where == "window":
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.setAutoRepeat(spec.id in _REPEATED)
        action.triggered.connect(partial(_handle, handler))
        parent.addAction(action)
        made[spec.id] = action
    return made


def _handle(handler: Callable[[], object], _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
    handler()


def fill_menus(bar: QMenuBar, made: Mapping[str, QAction]) -> dict[str, QMenu]:
    """Put the actions into the menus of the menu bar; return the menus by their untranslated title."""
    menus = {title: bar.addMenu(_(title)) for title in MENUS}
    for spec in ACTIONS:
        action = made.get(spec.id)
        if not spec.menu or action is None:
            continue
        menu = menus[spec.menu]
        if spec.separator:
            menu.addSeparator()
        menu.addAction(action)
        if spec.where == "transcript":
            action.setText(f"{_(spec.text)}\t{shown_keys(spec)}")
    return menus


def enable(made: Mapping[str, QAction], present: Iterable[str]) -> None:
    """Enable exactly the actions whose need is among what is present."""
    there = {"", *present}
    for spec in ACTIONS:
        if spec.id in made:
            made[spec.id].setEnabled(spec.needs in there)


def why_not(spec: ActionSpec) -> str:
    """Return why an action that is not enabled cannot be chosen."""
    return _(_WHY_NOT[spec.needs])


def keys_of(action_id: str) -> str:
    """Return the first keys of an action as this system writes them, or nothing."""
    keys = next(spec.keys for spec in ACTIONS if spec.id == action_id)
    return _as_written(keys[0]) if keys else ""


def shown_keys(spec: ActionSpec) -> str:
    """Return the keys of an action as this system writes them."""
    return ", ".join(map(_as_written, spec.keys))


def _as_written(keys: str) -> str:
    """Return keys as this system writes them; the key that Qt calls Return is called Enter everywhere."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", _("Enter"))
