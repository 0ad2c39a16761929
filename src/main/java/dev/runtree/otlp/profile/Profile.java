package dev.runtree.otlp.profile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** In which words a back end is told what a step was, beside those of its producer. */
public enum Profile {
    /** OpenTelemetry's {@code gen_ai.*}. */
    GEN_AI(new GenAiWords()),
    OPENINFERENCE(new OpenInferenceWords()),
    /** Langfuse's own. */
    LANGFUSE(new LangfuseWords()),
    /** LangSmith's own. */
    LANGSMITH(new LangSmithWords()),
    /** Langtrace's own, beside {@code gen_ai.*}. */
    LANGTRACE(new LangtraceWords()),
    /** Nothing is added: what leaves is what came. */
    NONE((step, told) -> {});

    @SuppressWarnings("ImmutableEnumChecker") // vocabularies hold nothing of a step
    private final Vocabulary vocabulary;

    Profile(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** As it is written in settings and on the command line: {@code gen-ai}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The attributes to put beside the producer's own; none has a key of theirs, nor stands in a list that they have begun. */
    public ObjectNode attributes(Step step) {
        var told = new Told(step.own());
        vocabulary.tell(step, told);
        return told.attributes();
    }
}
