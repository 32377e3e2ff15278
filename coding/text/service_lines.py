"""Lines that transcription services and meeting programs write around the talk, in many languages.

They stand beside the text, as recording lines, wherever they are: nobody says them. A pattern is held
against a whole line without brackets and stars around it; to add one, copy the line as the service
writes it. One that is set in goes on with the pattern above.
"""

import re
from typing import Final

_PATTERNS: Final = r"""
.{1,80} (?:started|stopped|ended|paused|resumed) (?:the )?(?:transcription|transcript|recording)
.{1,80} (?:hat|haben) (?:die )?(?:transkription|aufzeichnung|aufnahme)
   (?:gestartet|beendet|angehalten|gestoppt)
.{1,80} a (?:démarré|commencé|arrêté|terminé) (?:la transcription|l['’]enregistrement)
.{1,80} (?:ha )?(?:inició|iniciado|detuvo|detenido|finalizó) (?:la transcripción|la grabación)
.{1,80} (?:ha )?(?:avviato|interrotto|arrestato|terminato) (?:la trascrizione|la registrazione)
.{1,80} (?:iniciou|parou|interrompeu|encerrou) (?:a transcrição|a gravação)
.{1,80} (?:heeft de transcriptie (?:gestart|gestopt)|is (?:gestart|gestopt) met transcriberen)
.{1,80} (?:startade|stoppade|avslutade) (?:transkriptionen|transkriberingen|inspelningen)
.{1,80} (?:startede|stoppede|startet|stoppet) (?:transskription|transkripsjon|optagelsen|opptaket)(?:en)?
.{1,80} (?:rozpoczął|rozpoczęła|zatrzymał|zatrzymała) (?:transkrypcję|nagrywanie)
.{1,80} (?:начал|начала|остановил|остановила|прекратил|прекратила)
   (?:транскрибирование|запись|расшифровку)

(?:meeting|transcription|recording|call|interview) (?:ended|stopped|started|finished)
  (?: (?:after|at|on) .{1,40})?
(?:die )?(?:besprechung|videokonferenz|transkription|aufzeichnung)
   (?:endete|beendet|wurde beendet).{0,40}
(?:la )?réunion terminée (?:après|à) .{1,40}
(?:la )?(?:reunión finalizada|reunión finalizó) .{1,40}
this editable transcript was computer[- ]generated.*
people can also change the text after it was created\.?
dieses bearbeitbare transkript .*
diese bearbeitbare mitschrift wurde .*
cette transcription modifiable a été générée.*
esta transcripción editable (?:se generó|se ha generado|fue generada).*
(?:this|the) (?:transcript|transcription|text|document|file) (?:was|is|has been) (?:\w+ly )?
  (?:computer|machine|auto|ai)?[- ]?(?:generated|created|produced|transcribed|exported)\b.*
this file is longer than .*
ai can make mistakes\b.*

(?:this (?:file|transcript) is |audio |automatically )?transcribed (?:by|with|using|on|via) .{2,100}
transcript(?:ion)? by .{2,60}
transkribiert (?:mit|von|durch|über) .{2,100}
transcrit (?:par|avec|grâce à) .{2,100}
transcrito (?:por|con|com|mediante) .{2,100}
trascritto (?:da|con) .{2,100}
getranscribeerd (?:door|met) .{2,100}
(?:this )?transcript(?:ion)? (?:provided|created|generated|produced|made|powered|exported)
   (?:by|with|using|from) .{2,100}
(?:subtitles|captions|subtitled) (?:by|provided|created) .{1,100}
(?:untertitel|untertitelung) (?:von|der|des|im auftrag|durch) .{1,100}
(?:sous-titres|sous-titrage) (?:par|de|réalisés|réalisé) .{1,100}
(?:subtítulos|legendas) (?:por|realizados|de la comunidad) .{1,100}
(?:sottotitoli|ondertitels?|ondertiteling) (?:a cura|di|door|ingediend door) .{1,100}
(?:created|made|generated|exported|powered|erstellt|créé|creado) (?:with|by|using|from|mit|avec|con)
   (?:otter|sonix|trint|rev|descript|temi|happy ?scribe|turboscribe|notta|fireflies|amberscript|noscribe|
  whisper|f4x?|trance|zoom|teams|webex|google|microsoft)\b.*
sonix is the world['’]s most advanced .*
automatically convert your .*files? .*
(?:.{0,60}\. )?(?:go|upgrade) (?:unlimited|to premium|premium|pro)\b.{0,160}
(?:learn more at|visit|try it free at|get started at|try) (?:https?://|www\.)\S+\.?

(?:language|sprache|langue|idioma|lingua|taal|språk)\s?: .{1,60}(?: ?\|.*)?
audio file: .{1,200}
(?:the )?(?:audio|speech|recording) (?:ends|begins|starts) (?:here|at .{1,20})\.?
audio (?:ends|begins|starts)

(?:ende|schluss|anfang|beginn) (?:des|der) (?:interviews?|gesprächs?|aufnahme|aufzeichnung|transkripts?)
(?:interview|gespräch|aufnahme) (?:endet|beginnt)
(?:fin|début) (?:de l['’]entretien|de l['’]enregistrement|de la transcription)
(?:fin|final|inicio|comienzo) de la (?:entrevista|grabación|transcripción)
(?:fim|início) da (?:entrevista|gravação|transcrição)
(?:fine|inizio) (?:dell['’]intervista|della registrazione|della trascrizione)
(?:einde|begin) (?:van )?(?:het interview|de opname|het gesprek)
(?:slut|början|start) på (?:intervjun?|inspelningen)
(?:конец|начало) (?:интервью|записи)
"""
_WHOLE: Final = [
    re.sub(r"^ {2}", "", line) if line.startswith(" ") else f"|{line}"
    for line in _PATTERNS.split("\n")
    if line.strip()
]
_SERVICE: Final = re.compile("".join(_WHOLE)[1:], re.IGNORECASE)
# Words of which one is in every line above: most lines are not held against the patterns at all.
_HINTS: Final = (
    "trans", "trascri", "транскриб", "расшифр", "запись", "record", "registra", "aufzeich", "aufnahm",
    "enregistr", "graba", "gravaç", "nagryw", "inspel", "optag", "opptak", "meeting", "bespre", "videokonf",
    "réunion", "reunión", "http", "www.", "subtit", "untertit", "sous-tit", "subtít", "sottotit", "legenda",
    "ondertit", "caption", "sonix", "automatically", " with ", " by ", " con ", " mit ", " avec ", " using ",
    "entretien", "entrevista", "intervista", "intervju", "интервью", "записи", "gespräch", "opname",
    "upgrade", "longer", "mistakes", "unlimited", "premium", "language", "sprache", "langue", "idioma",
    "lingua", "taal", "språk", "audio", "mitschrift", "speech", "change the text", "call", "interview",
)  # fmt: skip
_END: Final = re.compile(r"\*+\s?(?:the )?end\s?\*+", re.IGNORECASE)
_LONGEST: Final = 220


def is_service_line(line: str) -> bool:
    """Tell what a service wrote about the recording from what somebody said."""
    if len(line) >= _LONGEST or line.endswith("?"):
        return False
    if line.startswith("*") and _END.fullmatch(line):
        return True
    low = line.lower()
    return any(hint in low for hint in _HINTS) and _SERVICE.fullmatch(line.strip("[]()*_ ")) is not None
