"""Lines that transcription services and meeting programs write around the talk: data, in the languages they use.

They stand beside the text, as recording lines, wherever they are: nobody says them. A pattern is held against a
whole line; to add one, copy the line as the service writes it.
"""

import re
from typing import Final

_WORDS: Final = (
    # Teams: who started and stopped
    r".{1,80} (?:started|stopped|ended|paused|resumed) (?:the )?(?:transcription|transcript|recording)",
    r".{1,80} (?:hat|haben) (?:die )?(?:transkription|aufzeichnung|aufnahme) (?:gestartet|beendet|angehalten|gestoppt)",
    r".{1,80} a (?:démarré|commencé|arrêté|terminé) (?:la transcription|l['’]enregistrement)",
    r".{1,80} (?:ha )?(?:inició|iniciado|detuvo|detenido|finalizó) (?:la transcripción|la grabación)",
    r".{1,80} (?:ha )?(?:avviato|interrotto|arrestato|terminato) (?:la trascrizione|la registrazione)",
    r".{1,80} (?:iniciou|parou|interrompeu|encerrou) (?:a transcrição|a gravação)",
    r".{1,80} (?:heeft de transcriptie (?:gestart|gestopt)|is gestart met transcriberen|is gestopt met transcriberen)",
    r".{1,80} (?:startade|stoppade|avslutade) (?:transkriptionen|transkriberingen|inspelningen)",
    r".{1,80} (?:startede|stoppede|startet|stoppet) (?:transskription(?:en)?|transkripsjon(?:en)?|optagelsen|opptaket)",
    r".{1,80} (?:rozpocz[ąę]ł[ao]?|rozpoczęła|zatrzymał[ao]?) (?:transkrypcję|nagrywanie)",
    r".{1,80} (?:начал|начала|остановил|остановила|прекратил|прекратила)[аи]? (?:транскрибирование|запись|расшифровку)",
    # Meet, Zoom
    r"(?:meeting|transcription|recording|call|interview) (?:ended|stopped|started|finished)(?: (?:after|at|on) .{1,40})?",
    r"(?:die )?(?:besprechung|videokonferenz|transkription|aufzeichnung) (?:endete|beendet|wurde beendet).{0,40}",
    r"(?:la )?réunion terminée (?:après|à) .{1,40}",
    r"(?:la )?(?:reunión finalizada|reunión finalizó) .{1,40}",
    r"this editable transcript was computer[- ]generated.*",
    r"people can also change the text after it was created\.?",
    r"dieses bearbeitbare transkript .*",
    r"diese bearbeitbare mitschrift wurde .*",
    r"cette transcription modifiable a été générée.*",
    r"esta transcripción editable (?:se generó|se ha generado|fue generada).*",
    r"(?:this|the) (?:transcript|transcription|text|document|file) (?:was|is|has been) (?:\w+ly )?"
    r"(?:computer|machine|auto|ai)?[- ]?(?:generated|created|produced|transcribed|exported)\b.*",
    r"transcript(?:ion)? by .{2,60}",
    r"this file is longer than .*",
    r"ai can make mistakes\b.*",
    # advertisements and disclaimers
    r"(?:this (?:file|transcript) is |audio |automatically )?transcribed (?:by|with|using|on|via) .{2,100}",
    r"transkribiert (?:mit|von|durch|über) .{2,100}",
    r"transcrit (?:par|avec|grâce à) .{2,100}",
    r"transcrito (?:por|con|com|mediante) .{2,100}",
    r"trascritto (?:da|con) .{2,100}",
    r"getranscribeerd (?:door|met) .{2,100}",
    r"(?:this )?transcript(?:ion)? (?:provided|created|generated|produced|made|powered|exported) (?:by|with|using|from) .{2,100}",
    r"(?:untertitel|untertitelung|sous-titres|sous-titrage|subtitles|captions|subtítulos|sottotitoli|legendas|ondertitels?|"
    r"ondertiteling)(?: (?:by|von|der|des|par|por|door|im auftrag|realizados|réalisés|provided|created|a cura)\b).{1,100}",
    r"(?:created|made|generated|exported|powered|erstellt|créé|creado) (?:with|by|using|from|mit|avec|con) "
    r"(?:otter|sonix|trint|rev|descript|temi|happy ?scribe|turboscribe|notta|fireflies|amberscript|noscribe|whisper|"
    r"f4x?|trance|zoom|teams|webex|google|microsoft)\b.*",
    r"sonix is the world['’]s most advanced .*",
    r"automatically convert your .*files? .*",
    r"(?:.{0,60}\. )?(?:go|upgrade) (?:unlimited|to premium|premium|pro)\b.{0,160}",
    r"(?:learn more at|visit|try it free at|get started at|try) (?:https?://|www\.)\S+\.?",
    r"\(?(?:language|sprache|langue|idioma|lingua|taal|språk)\s?: .{1,60}\)?(?: ?\|.*)?",
    r"audio file: .{1,200}",
    r"(?:the )?(?:audio|speech|recording) (?:ends|begins|starts) (?:here|at .{1,20})\.?",
)
_SERVICE: Final = re.compile("|".join(f"(?:{words})" for words in _WORDS), re.IGNORECASE)
# Words of which one is in every line above: most lines are not held against the patterns at all.
_HINT: Final = re.compile(
    r"trans[ckt]|trascri|transskr|транскриб|расшифр|запись|record|registra|aufzeich|aufnahm|enregistr|graba|gravaç|nagryw|inspel|"
    r"optag|opptak|meeting|bespre|videokonf|réunion|reunión|https?:|www\.|subtit|untertit|sous-tit|subtít|sottotit|"
    r"legenda|ondertit|caption|sonix|automatically|with |by |con |mit |avec |using |upgrade|longer|mistakes|unlimited|language|sprache|"
    r"langue|idioma|lingua|taal|språk|audio|mitschrift|speech|change the text|call|interview",
    re.IGNORECASE,
)
_END: Final = re.compile(r"\*+\s?(?:the )?end\s?\*+", re.IGNORECASE)
_LONGEST: Final = 220


def is_service_line(line: str) -> bool:
    """Tell what a service wrote about the recording from what somebody said."""
    if len(line) >= _LONGEST or (_HINT.search(line) is None and line[:1] != "*"):
        return False
    return _SERVICE.fullmatch(line.strip("[]()*_ ")) is not None or _END.fullmatch(line) is not None
