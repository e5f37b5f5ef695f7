"""What the fields of a record are for, by their names: columns of a table, keys of JSON and YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum

from content.readers.wordlists import words


class Role(Enum):
    """What a field tells about a question."""

    QUESTION = "question"
    CODE = "code"
    ANSWER = "answer"
    CORRECT = "correct"
    WRONG = "wrong"
    OPTIONS = "options"
    OPTION = "option"  # one of several numbered or lettered fields
    EXPLANATION = "explanation"
    HINT = "hint"
    MISTAKES = "mistakes"
    FOLLOW_UPS = "follow-ups"
    POINTS = "points"
    LEVEL = "level"
    TOPICS = "topics"
    MANY = "many"  # whether several options are right


_NAMES = {
    Role.QUESTION: words(
        """
        question questions questiontext questiontitle questioncontent questionbody questionname
        questionhtml q prompt front term stem problem problemstatement query text ask title frage
        pregunta вопрос pergunta domanda otázka 问题 题目 sentence statement body name interviewquestion
        card clue content htmlofthequestion instruction
        fragetext fragestellung preguntas perguntas enunciado вопросы pytanie soru câuhỏi 質問 問題 질문
        """
    ),
    Role.CODE: words(
        """
        code snippet codesnippet codeblock questioncode questioncodeblocks
        """
    ),
    Role.ANSWER: words(
        """
        answer answertext a back definition solution response reply modelanswer sampleanswer
        expectedanswer idealanswer suggestedanswer answers antwort respuesta ответ resposta risposta
        odpověď 答案 description meaning detailedanswer shortanswer referenceanswer answerhtml
        answerbody htmloftheanswer completion output acceptedanswer
        antworten respuestas respostas réponse réponses ответы odpowiedź cevap trảlời câutrảlời đápán 回答 答え 답변 답
        """
    ),
    Role.CORRECT: words(
        """
        correct correctanswer correctanswers correctoption correctoptions correctchoice correctindex
        correctanswerindex answerindex answerkey rightanswer right correctanswerid
        correctoptionindex correctletter correctresponse correctanswerkey solutionindex answeridx
        correctidx key truefalse trueorfalse goodanswer answerletter correctoptionid rightoption truth
        richtigeantwort richtig respuestacorrecta correcta respostacorreta correta rispostacorretta bonneréponse
        правильныйответ правильный poprawnaodpowiedź doğrucevap đápánđúng 正确答案 正解 정답
        """
    ),
    Role.WRONG: words(
        """
        incorrectanswers incorrectanswer wronganswers wronganswer distractors distractor incorrect
        wrong badanswers incorrectoptions falseanswers wrongoptions
        falscheantworten respuestasincorrectas respostasincorretas
        """
    ),
    Role.OPTIONS: words(
        """
        options choices alternatives possibleanswers answeroptions answerchoices variants opciones
        multiplechoice answersoptions responses selections propositions choix
        antwortmöglichkeiten optionen opções alternativas варианты вариантыответа вариантыответов
        lựachọn 选项 選択肢 보기
        """
    ),
    Role.EXPLANATION: words(
        """
        explanation explain info rationale reason feedback details justification solutionexplanation
        comment note notes description2 explanationtext htmloftheexplanationtotheanswer
        htmloftheexplanation extra moreinfo generalfeedback answerexplanation context
        erklärung explicación explicação explication объяснение пояснение giảithích 解析 解説 해설
        """
    ),
    Role.HINT: words(
        """
        hint hints clues tip pista hinweis indice dica подсказка gợiý 提示
        """
    ),
    Role.MISTAKES: words(
        """
        mistakes commonmistakes pitfalls
        """
    ),
    Role.FOLLOW_UPS: words(
        """
        followup followups followupquestions
        """
    ),
    Role.POINTS: words(
        """
        goodtohear keypoints points keyconcepts lookfor listenfor expectedpoints
        """
    ),
    Role.LEVEL: words(
        """
        level difficulty expertise seniority difficultylevel complexity grade stufe nivel dificultad
        сложность hardness experience schwierigkeit schwierigkeitsgrad niveau dificuldade độkhó 难度 難易度
        """
    ),
    Role.TOPICS: words(
        """
        topic topics tag tags category categories subject subjects section skill skills area deck
        theme domain chapter subcategory module subtopic categoryname technology thema tema
        kategorie language quiztitle categoría categoria catégorie категория тема chủđề 分类 カテゴリ
        """
    ),
    Role.MANY: words(
        """
        multiplecorrectanswers multiple ismultiple multi multipleanswers
        """
    ),
}
_ROLES = {name: role for role, names in _NAMES.items() for name in names}
_ORDER = {name: order for order, name in enumerate(name for names in _NAMES.values() for name in names)}
_OPTION = re.compile(
    r"(?:options?|choices?|answers?|ans|opt|alternatives?|variants?|respuesta|"
    r"antwort|opci[oó]n|opção|resposta|вариант|ответ)?[ _.-]*(?P<sign>[a-j]|10|[0-9])",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*\)|\s[-–—]\s.*")
"""What a column says beside its name: `Answer 1 - max 75 characters`, `Correct answer(s)`."""
_WORDS = re.compile(r"[^\W_]+")


def role_of(name: str) -> Role | None:
    """Say what a field of this name is for."""
    name = _ASIDE.sub("", name)
    bare = _bare(name)
    if role := _ROLES.get(bare):
        return role
    if option_sign(name):
        return Role.OPTION
    if bare.startswith("question") and bare.removeprefix("question") in (
        "en",
        "english",
        "1",
        "de",
        "es",
        "fr",
        "ru",
    ):
        return Role.QUESTION
    return None


def option_sign(name: str) -> str:
    """Take `a` of `option_a` and `1` of `choice1`; empty if it names no option."""
    bare = _ASIDE.sub("", name).strip().lower()
    found = _OPTION.fullmatch(bare)
    if found and (len(bare) > 1 or bare in "abcdefghij"):
        return found["sign"]
    return ""


def roles_of(names: Iterable[str]) -> dict[Role, list[str]]:
    """Sort names by what they are for; of several for one role the likeliest first."""
    sorted_names: dict[Role, list[str]] = {}
    for name in names:
        if role := role_of(name):
            sorted_names.setdefault(role, []).append(name)
    signs = sorted_names.get(Role.OPTION, [])
    lettered = [name for name in sorted_names.get(Role.ANSWER, []) if name.strip().lower() == "a"]
    if lettered and any(name.strip().lower() == "b" for name in signs):  # `a` is short for an answer, too
        sorted_names[Role.OPTION] = signs = lettered + signs
        sorted_names[Role.ANSWER] = [name for name in sorted_names[Role.ANSWER] if name not in lettered]
    if len(signs) < 2:  # a lone one is an answer
        lone = [name for name in sorted_names.pop(Role.OPTION, []) if Role.CORRECT not in sorted_names]
        sorted_names.setdefault(Role.ANSWER, []).extend(lone)
    for role, found in sorted_names.items():
        if role is not Role.OPTION:
            found.sort(key=lambda name: _ORDER.get(_bare(_ASIDE.sub("", name)), len(_ORDER)))
    return {role: found for role, found in sorted_names.items() if found}


_ANY_TEXT = frozenset(words("title name text content body sentence statement description clue query card meaning"))
"""Names of fields that hold a question in a bank, and anything at all elsewhere."""


def are_telling(roles: Mapping[Role, list[str]]) -> bool:
    """Say whether names alone make a record a question; if not, its text has to look like one."""
    told = [name for role in (Role.QUESTION, Role.ANSWER, Role.OPTIONS, Role.CORRECT) for name in roles.get(role, ())]
    return any(_bare(_ASIDE.sub("", name)) not in _ANY_TEXT for name in told)


def _bare(name: str) -> str:
    return "".join(_WORDS.findall(name.lower()))


def asks(roles: Mapping[Role, list[str]]) -> bool:
    """Say whether such fields can make a question: a question, and something to it."""
    return Role.QUESTION in roles and len(roles) > 1
