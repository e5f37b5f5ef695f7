"""The names authors give to what is no question: parts of an answer, sections of a document."""

from __future__ import annotations

import re
from enum import Enum

_ORNAMENT = re.compile(r"^[\W_]+|[\W_]+$")

_LONGEST = 300  # characters of a label and what leads to it


class Part(Enum):
    """What stands below a label inside a question."""

    PROMPT = "prompt"
    ANSWER = "answer"
    EXPLANATION = "explanation"
    HINT = "hint"
    MISTAKES = "mistakes"
    FOLLOW_UPS = "follow-ups"
    WHY_ASK = "why ask"
    LISTEN_FOR = "listen for"
    RED_FLAGS = "red flags"
    OPTIONS = "options"
    BODY = "body"  # a heading inside an answer, which stays in it
    LEVEL = "level"
    TOPICS = "topics"
    META = "meta"  # a fact about the question nobody is shown


_PARTS = (
    (
        Part.ANSWER,
        (
            r"candidate|interviewee|applicant|"
            r"(?:the |your |my |see |show |view |click .*|reveal |sample |model |example |short |suggested |"
            r"expected |possible |ideal |good |"
            r"best |right |correct |strong |full |detailed |quick |toggle |"
            r"(?:junior|mid|middle|senior|expert|staff)(?:[- ]level)? )*(?:the )?(?:answers?|ans|"
            r"solutions?|sol|response|reply)"
            r"(?: key| guide| outline)?(?: is| are)?|respuestas?|antworte?n?|réponses?|ответ|resposta|"
            r"(?:gợi ý |câu )?trả lời(?: ngắn| mở rộng)?|đáp án|"
            r".{0,12}答案|答|解答|参考答案|答え|답변|답|"
            r"what (?:a )?good answers? .*|how to answer.*|spoiler|reveal|tl;?dr"
        ),
    ),
    (
        Part.EXPLANATION,
        (
            r"(?:expected |key |ideal )?answer points?|explanations?|explained|rationale|reasoning|why\??|解析|"
            r"explicación|erklärung"
        ),
    ),
    (Part.HINT, r"(?:a )?hints?|clues?|подсказка|pista|提示"),
    (
        Part.MISTAKES,
        (
            r"(?:common |typical |frequent )*(?:mistakes?|pitfalls?|misconceptions?|"
            r"(?:weak|wrong|bad|poor|incorrect|naive|other) (?:answers?|responses?|options?|choices?))"
            r"(?: to avoid)?|watch out(?: for)?|"
            r"why (?:the|this|that|a) (?:weak|wrong|bad|poor|incorrect|naive) (?:answer|response) (?:fails|is \w+)"
        ),
    ),
    (Part.FOLLOW_UPS, r"(?:possible |likely |common )*follow[- ]?ups?(?: questions?)?"),
    (
        Part.WHY_ASK,
        (
            r"why (?:you (?:should |would )?)?ask(?: (?:this|it|that))?(?: question)?|why this matters|"
            r"why it matters"
        ),
    ),
    (
        Part.LISTEN_FOR,
        (
            r"(?:what to |to )?(?:listen|look(?:ing)?|watch) for|good signs?|green flags?|what (?:we|they|"
            r"interviewers?) (?:want|look for|assess).*|what (?:we|they|the (?:panel|interviewers?))"
            r"(?: are|['’]re| is|['’]s) (?:looking|listening|testing) for|(?:key |interview )*signals?"
        ),
    ),
    (Part.RED_FLAGS, r"(?:red|warning) flags?|bad signs?"),
    (Part.OPTIONS, r"(?:the )?(?:options|choices|alternatives|possible answers|answer choices)"),
    (
        Part.PROMPT,
        (
            r"(?:the )?interviewer asks|(?:the |interview )*(?:question|"
            r"details?|problem(?: statement)?|task|description|scenario|context|prompt|"
            r"situation given|"
            r"code|snippet|pregunta|frage|вопрос|题目|问题)"
        ),
    ),
    (Part.LEVEL, r"(?:difficulty|level|seniority|experience|expertise|complexity)(?: level)?|сложность|难度"),
    (Part.TOPICS, r"(?:tags?|topics?|categor(?:y|ies)|subjects?|skills?|areas?|keywords?)"),
    (
        Part.META,
        (
            r"(?:full references?|interviewer|recruiter|hiring manager|type|points?|marks|score|time|estimated time|"
            r"asked (?:in|by|at)|compan(?:y|ies)|status|frequency|author|date|(?:expected |required )?keywords?.*)"
        ),
    ),
    (
        Part.BODY,
        (
            r"(?:\w+ )?(?:examples?(?: .*)?|code(?: examples?)?|notes?|references?|sources?|links?|output|"
            r"results?|syntax|usage|overview|"
            r"summary|in short|conclusion|key (?:points?|takeaways?|differences?|features|concepts)|"
            r"takeaways?|comparison|"
            r"good to hear|additional links|further reading|useful (?:links|resources)|resources|read more|"
            r"see also|"
            r"definition|introduction|background|advantages|disadvantages|pros|cons|pros and cons|benefits|"
            r"drawbacks|use ?cases?|"
            r"when to use(?: it)?|steps?|features|types|best practices?|how it works|time complexity|"
            r"space complexity|complexity(?: analysis)?|"
            r"implementation|approach(?: \d+)?|tips?|important|warning|caveats?|explanation of .*|"
            r"simple explanation|diagram|real[- ]world .*|"
            r"key results?|deep dive|bonus(?: points?)?|discussion|analysis|test cases?|constraints)"
        ),
    ),
)
_PART = re.compile("|".join(f"(?P<p{i}>{pattern})" for i, (_, pattern) in enumerate(_PARTS)))

_CONTENTS = r"(?:table of )?contents?|toc|index"
_BESIDE = (
    rf"{_CONTENTS}|"
    r"licen[sc]e.*|contribut\w*|contributors?|how to contribute.*|"
    r"authors?|credits?|"
    r"acknowledge?ments?|thanks.*|disclaimer|getting started|installation|prerequisites|requirements|"
    r"quick ?start|"
    r"(?:other |additional |useful |more |learning |helpful )*(?:resources?|links?|references?)|"
    r"further reading|bibliography|sources?|"
    r"support(?: (?:us|me|this|the) .*)?|sponsors?.*|donat\w+|stars?(?: history)?|stargazers.*|change ?log|"
    r"roadmap|todo|"
    r"how to (?:approach|prepare for) .{0,30}interviews?\b.*|"
    r"how to (?:use|navigate|read|study|prepare with|present|practice|get the most (?:out )?(?:of|"
    r"from))(?: (?:with )?(?:this|these|it|our)\b.*)?|"
    r"(?:expected )?usage|(?:pro |interview |general |study |preparation |quick |final |"
    r"bonus )*tips?(?:\W+(?:for|and|to|on|&)\b.*)?|"
    r"contact(?: .{0,20})?|follow (?:me|us).*|connect with .*|other (?:repositories|repos|projects).*|"
    r"related .*|see also|"
    r"(?:repository |project )?structure|translations?|languages?|legend|good luck.*|back to top"
)
_NO_QUESTION = re.compile(
    rf"{_BESIDE}|about(?: .{{0,30}})?|introduction|preface|foreword|faq|"
    r"(?:interview )?(?:questions?(?: (?:and|&|with) answers?)?|q ?(?:&|and) ?a|quiz|answers?)|"
    r"questions? list|list of questions|"
    r"motivation|why this (?:repo|repository|guide|document|list).*|what(?:'|’)?s (?:inside|included|new|"
    r"in this).*|"
    r"(?:where can|why should|how (?:do|can)) (?:i|you|we) (?:\w+ )?(?:find|get|use|run|install|contribute to) "
    r"(?:this|it)\b.{0,20}|"
    r"what (?:this|you|we|it).{0,30}\b(?:covers?|contains?|includes?|learn|find)\b.{0,20}|"
    r"前言|目录|总结|参考(?:资料|链接)?|введение|содержание|заключение|"
    r"what is this(?: (?:repo|repository|project|document|guide|list))?\??|who is this .*for\??|conclusion|"
    r"summary|happy .*"
)
_LISTS_QUESTIONS = re.compile(
    r"\b(?:interview|exam|practice|screening|technical|viva)\W{1,3}(?:questions|q ?& ?a)\b"
    r"(?!\W{0,3}(?:app|application|generator|api|back-?end|front-?end|bot|platform|website|server|cli|ui)\b)|"
    r"\bquestions? (?:and|&|with) answers?\b|(?<!asked )\bquestions\W{0,3}$|"
    r"(?:面试|笔试|基础|常见|经典|练习).{0,6}题|面试.{0,6}问题|"
    r"^\W*(?:perguntas|questões|preguntas|вопросы|fragen)\b|"
    r"вопросы .{0,30}(?:собеседовани|интервью)|(?:preguntas|perguntas) .{0,30}entrevista",
    re.IGNORECASE,
)
_OF_A_KIND = re.compile(r"(?:\W*\w[\w&/,.'’-]*){1,5}\Wquestions?[\s:.)*_]*", re.IGNORECASE)
_ADVISES = re.compile(r"(?:how|why|when|tips|prepar|about|guide|answering|asking|writing|using|types|kinds)\b")
_RECORD = re.compile(
    r"change ?log|release (?:notes|history)|(?:version )?history|news|to[- ]?dos?(?: list)?|roadmap|licen[sc]e|"
    r"contributing(?: .{0,40})?|(?:contributor )?code of conduct"
)
_ASIDE = re.compile(_BESIDE)
_TO_CLICK = re.compile(
    r"(?:click |tap )?(?:here |to )*(?:show|see|view|reveal|expand|open|toggle|unfold)(?: (?:me|it|more|here|details))?"
)
_ASKING_OTHERS = re.compile(
    r"questions? (?:to|for|you (?:can|could|should|might) ask|i ask|that you|"
    r"candidates?) ?(?:be )?(?:ask(?:ed)?|you|your|the|an?|potential|future|prospective)* ?"
    r"(?:ask )?(?:the |your |an |a )?(?:interviewers?|compan(?:y|ies)|employers?|them|recruiters?|hiring|"
    r"team|at the end|ask|at interview)|"
    r"reverse interview|(?:ask|asking) (?:the |your |an )?(?:interviewers?|employers?|compan(?:y|ies))|"
    r"(?:what|questions) (?:should|can|to) (?:i |you )?ask|questions to ask(?!ed)|"
    r"do you have any questions for"
)
_OWN_STORY = re.compile(
    r"^(?:please )?(?:tell (?:me|us) (?:about|of) (?:a (?:time|situation|project|challeng)|"
    r"an? .{0,30}(?:time|situation|experience|conflict|failure|mistake)|"
    r"your(?:self)?|the (?:last|biggest|most|hardest|toughest))|(?:describe|share|"
    r"give (?:me )?(?:an example|a time)|talk about|walk (?:me|us) through) "
    r".{0,40}\b(?:time|situation|you (?:had|have|were|led|built|worked|failed|designed|solved|faced)|"
    r"your (?:own |last |current |previous |most |background|experience|resume|cv|career|role|work|"
    r"approach to work|project)|"
    r"challeng|conflict|failure|mistake)|have you (?:ever|been|worked|used|had|built|led|managed|dealt|"
    r"done)|how have you|"
    r"what(?:'s|’s| is| are| was| were| has been| have been)(?: the)? (?:your (?:\w+ ){0,2}(?:strengths?|"
    r"weakness\w*|experience|background|goals?|salary|expectations|hobbies|motivation|passion|"
    r"proudest|achievements?|accomplishments?|failures?|mistakes?|story|notice period|career\w*|ambitions?|"
    r"favou?rite|dream)|most .{0,40} your)|"
    r"why (?:do|did|should|are) (?:you|we) (?:want|leav|apply|interested|hire|looking|choose)|"
    r"where do you see yourself|"
    r"what (?:motivates|excites|interests|drives) you|what (?:tools|languages|technologies|industries|"
    r"certifications|orchestration tools|frameworks) (?:do|have|did) you|"
    r"are you (?:open|willing|comfortable|able|familiar|a )|do you (?:prefer|enjoy|like|"
    r"have (?:any )?experience|contribute)|"
    r"how do you (?:mentor|handle (?:conflict|cross|stress|criticism|feedback|disagreement|pressure|"
    r"multiple)|stay|keep up|deal with|prioriti[sz]e|manage your|work with|collaborate)|"
    r"when (?:have|did) you|what did you (?:learn|do)|what would (?:you|your) .{0,30}(?:manager|colleagues|"
    r"team|say)|why should we hire)"
)


def plain(text: str) -> str:
    """Reduce a label to its words: lower case, without ornament, number and markup at its ends."""
    return _ORNAMENT.sub("", " ".join(text[:_LONGEST].split()).lower())


def part_named(text: str) -> Part | None:
    """Say which part of a question a label names, None if it names none."""
    label = plain(re.sub(r"\([^)]*\)", "", text[:_LONGEST]))
    if len(label) > 60 or not label:
        return None
    found = _PART.fullmatch(label)
    if found is None or found.lastgroup is None:
        return None
    return next(part for i, (part, _) in enumerate(_PARTS) if found[f"p{i}"] is not None)


_LABEL = re.compile(r"^[\W_]{0,20}(?P<label>[^:：\n]{1,60}?)[*_\s]*(?:[:：]|\s[–—-]\s)[*_\s]*", re.DOTALL)


def split_label(text: str) -> tuple[Part | None, str]:
    """Split `**Answer:** text` into the part it names and the text; no part and the whole text otherwise."""
    found = _LABEL.match(text, 0, _LONGEST)
    rest = text[found.end() :].strip() if found else ""
    if found is None or not rest:
        part = part_named(text)
        return (part, "") if part else (None, text)
    part = part_named(found["label"])
    return (part, rest) if part else (None, text)


def names_no_question(text: str) -> bool:
    """Say whether a heading names a section every document may have, and no question."""
    return bool(_NO_QUESTION.fullmatch(plain(re.sub(r"^[\W\d_]+", "", text))))


def names_questions(heading: str) -> bool:
    """Say whether a heading names the kind of questions that stand below it: `Behavioral questions`."""
    return bool(_OF_A_KIND.fullmatch(heading))


def lists_questions(title: str) -> bool:
    """Say whether a title calls its page a list of questions, so that all it lists or heads is one."""
    return bool(_LISTS_QUESTIONS.search(title)) and not _ADVISES.match(plain(title))


def stands_aside(text: str) -> bool:
    """Say whether a heading names a section that never holds questions: a licence, links, tips."""
    return bool(_ASIDE.fullmatch(plain(re.sub(r"^[\W\d_]+", "", text))))


def keeps_record(title: str) -> bool:
    """Say whether a title names a page that tells what was or will be done, and asks nothing."""
    return bool(_RECORD.fullmatch(plain(title)))


def is_for_the_interviewer(text: str) -> bool:
    """Say whether a heading announces questions a candidate asks the interviewer."""
    return bool(_ASKING_OTHERS.search(plain(text.replace("_", " "))))


def asks_for_a_story(text: str) -> bool:
    """Say whether a prompt asks for something the person lived through, and not for a fact."""
    return bool(_OWN_STORY.match(plain(text)))


def hides_answer(summary: str) -> bool:
    """Say whether what a summary folds away is an answer: `Answer`, `show`, `click to see the solution`."""
    return part_named(summary) is Part.ANSWER or bool(_TO_CLICK.fullmatch(plain(summary)))


def heads_contents(text: str) -> bool:
    """Say whether a heading names a table of contents: only its list belongs to it, and no smaller heading."""
    return bool(re.fullmatch(_CONTENTS, plain(re.sub(r"^[\W\d_]+", "", text))))
