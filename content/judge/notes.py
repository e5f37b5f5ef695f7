"""What a judge may say beside the score: a closed list of kinds, so that each can be given a sentence."""

from __future__ import annotations

from enum import StrEnum


class NoteKind(StrEnum):
    """The kinds of `verdict.Note`. `said` and `point` are filled where the comment says so."""

    # What is wrong with the answer as an answer: these hold the score down.
    EMPTY = "empty"  # nothing was said
    DONT_KNOW = "dont_know"  # "idk": said
    NOISE = "noise"  # no words anyone would know
    QUESTION_COPIED = "question_copied"  # the question pasted back, little or nothing added
    SOUP = "soup"  # keywords without sentences
    INSTRUCTION = "instruction"  # speaks to the judge instead of answering: said
    REPEATED = "repeated"  # one thing said again and again: said
    OFF_TOPIC = "off_topic"  # an answer to something else
    HIDDEN_CHARACTERS = "hidden_characters"  # look-alike or invisible characters, read as what they look like
    TOO_LONG = "too_long"  # only the beginning was read

    # What is wrong with a claim: the point is credited less, or the confidence is lower.
    CONTRADICTS = "contradicts"  # the opposite of a point: said, point
    SWAPPED = "swapped"  # says of one thing what is true of the other: said, point
    WRONG_CLAIM = "wrong_claim"  # close to a usual wrong claim: said, point

    # What would make it better, or the verdict more sure.
    NO_MODEL_ANSWER = "no_model_answer"  # neither points nor a model answer: cannot be judged
    DERIVED_POINTS = "derived_points"  # the points were taken from the model answer, not written by hand
    WHOLE_ANSWER = "whole_answer"  # compared as a whole, not point by point
    VERY_SHORT = "very_short"  # right as far as it goes, but a few words only

    # The model judge was asked too, and this is what the local engine says alone.
    MODEL_FAILED = "model_failed"  # it could not be reached, or answered something else
    MODEL_SLOW = "model_slow"  # it took longer than it may
    MODEL_SPENT = "model_spent"  # its budget of the day is used up

    # Choice.
    NO_OPTION = "no_option"  # no option could be recognised in the text
    WRONG_OPTION = "wrong_option"  # chosen and wrong: point is the option's index
    OPTION_LEFT_OUT = "option_left_out"  # right and not chosen: how many is told, never which

    # Behavioral: what a told story lacks.
    BEHAVIORAL_MISSING_SITUATION = "behavioral_missing:situation"
    BEHAVIORAL_MISSING_TASK = "behavioral_missing:task"
    BEHAVIORAL_MISSING_ACTION = "behavioral_missing:action"
    BEHAVIORAL_MISSING_RESULT = "behavioral_missing:result"
    BEHAVIORAL_MISSING_MEASURE = "behavioral_missing:measure"
    BEHAVIORAL_MISSING_OWN_PART = "behavioral_missing:own_part"  # "we" where "I" is wanted: said
    BEHAVIORAL_TOO_SHORT = "behavioral_too_short"
    BEHAVIORAL_TOO_LONG = "behavioral_too_long"  # more than two minutes to say
    BEHAVIORAL_HYPOTHETICAL = "behavioral_hypothetical"  # "I would", not what happened: said

    # Reverse.
    REVERSE_NO_RED_FLAG = "reverse_no_red_flag"  # says what to hope for, not what to be wary of
    RED_FLAG_NAMED = "red_flag_named"  # said, point is the line of Red flags
