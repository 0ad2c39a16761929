package dev.runtree.ui.copy;

import dev.runtree.model.Content;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import java.util.List;

/** The forms in which a step can be copied. */
public enum CopyForm {
    TEXT("copy.text"),
    JSON("copy.json"),
    MARKDOWN("copy.markdown"),
    /** A command for a shell that makes the model call again. The key is a variable. */
    CURL("copy.curl"),
    /** A Java program that makes it again. */
    LANGCHAIN4J("copy.langchain4j");

    private final String title;

    CopyForm(String title) {
        this.title = title;
    }

    /** The key of its name in the window's texts. */
    String title() {
        return title;
    }

    /** Whether a step can have it: only calls of a model can be made again. */
    public boolean fits(Span span) {
        return (this != CURL && this != LANGCHAIN4J) || span.kind() == SpanKind.LLM;
    }

    /** A step in this form. Pure; not for the JavaFX thread, since payloads are large. */
    public String of(Span span, Content content) {
        return switch (this) {
            case TEXT -> StepText.of(span, content);
            case JSON -> StepJson.of(span, content);
            case MARKDOWN -> StepMarkdown.of(span, content);
            case CURL -> CurlText.of(ModelRequest.of(span, content));
            case LANGCHAIN4J -> JavaCode.of(ModelRequest.of(span, content));
        };
    }

    /** What of a step this form says at all: what it leaves out has not to be redacted, and is not counted. */
    Content said(Content content) {
        var error = content.error();
        return switch (this) {
            case JSON -> content;
            case TEXT, MARKDOWN ->
                new Content(
                        content.input(),
                        content.output(),
                        content.inputMessages(),
                        content.outputMessages(),
                        List.of(),
                        null,
                        content.toolArguments(),
                        content.toolResult(),
                        content.documents(),
                        error == null ? null : new Content.Failure(error.type(), error.message(), null),
                        content.facts());
            case CURL, LANGCHAIN4J ->
                new Content(
                        content.input(),
                        null,
                        content.inputMessages(),
                        List.of(),
                        content.tools(),
                        content.parameters(),
                        null,
                        null,
                        List.of(),
                        null,
                        content.facts());
        };
    }
}
