package dev.runtree.export.training;

import java.util.Locale;

/** Why something was not written. */
public enum Reason {
    REPLAY("replays of other runs", "--replays writes them"),
    NOT_ENDED("did not end yet"),
    NOT_OK("did not go well"),
    NO_SCORE("nobody judged"),
    LOW_SCORE("judged lower than asked for"),
    STEPS_REMOVED("steps removed by retention"),
    NO_MODEL_CALL("without a model call of its own"),
    FAILED("the model's answer failed or broke off"),
    NO_REQUEST("what the model was asked was not recorded"),
    NO_ANSWER("the model's answer was not recorded"),
    NO_CONTENT("a message without content: it was not recorded"),
    CUT("something in it was cut off"),
    REDACTED("words were taken out of it before it was recorded"),
    FILTERED("the provider filtered the answer"),
    UNANSWERED_CALL("a tool call without a result"),
    ORPHAN_RESULT("a tool result without its call"),
    BAD_ARGUMENTS("arguments of a tool call that are no JSON object"),
    NO_FINAL_ANSWER("does not end with an answer of the model"),
    ROLE("a message of a role that the format does not have"),
    ORDER("messages in an order that the format does not have"),
    TEXT_BESIDE_CALL("words beside a tool call, for which the format has no place"),
    MEDIA("an image, sound or file that the format does not take"),
    UNKNOWN_PART("a part of a message that the format does not take"),
    DUPLICATE("the same as another line");

    private final String words;
    private final String option;

    Reason(String words) {
        this(words, "");
    }

    /** @param option of the command line that helps */
    Reason(String words, String option) {
        this.words = words;
        this.option = option;
    }

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** For people, at a command line. */
    public String advice() {
        return option.isEmpty() ? words : words + "; " + option;
    }
}
