"""Survey and interviews side by side in Word (pictures and a table), as CSV, or as a picture."""

from pathlib import Path

from coding.analysis.joint_display import JointDisplay
from coding.analysis.joint_words import Sentences, joint_records, record_names
from coding.language import _
from coding.report.blocks import WordsKind, words
from coding.report.drawn import DrawnJoint
from coding.report.joint_part import joint_blocks
from storage.readers.kinds import Export, ending_of
from storage.study.atomic_write import replacing
from storage.writers.table_csv import write_csv


def write_joint_display(
    study: Path, target: Path, name: str, display: JointDisplay, sentences: Sentences
) -> None:
    """Write the display as the target's ending says; the file is replaced only when it is complete."""
    ending = ending_of(target.name)
    with replacing(target, like=study) as part:
        match ending:
            case Export.CSV:
                write_csv(part, record_names(display), joint_records(display, sentences))
            case Export.PICTURE | Export.DRAWING:
                from storage.writers.drawn_pictures import write_drawn

                write_drawn(DrawnJoint(display, display.rows, sentences), part, ending)
            case _:
                from storage.writers.report_word import write_report_to_word
                from storage.writers.word_frame import WordFrame

                title = words(_("{study}: survey and interviews").format(study=name), WordsKind.TITLE)
                write_report_to_word([title, *joint_blocks(display, sentences)], part, WordFrame(name))
